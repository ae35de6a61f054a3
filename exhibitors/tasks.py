"""The tasks of every package; Celery imports this module."""

from importlib import import_module

for package in (
    "blocks",
    "bookings",
    "bulk_decisions",
    "bulletins",
    "company_records",
    "dashboard",
    "imports",
    "invoices",
    "reconciliation",
    "roadshows",
    "sales",
    "totals",
):
    import_module(f"exhibitors.{package}.tasks")

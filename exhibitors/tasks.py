"""Import the tasks of every package, since Celery loads only this module."""

from importlib import import_module

for package in (
    "bookings.blocks",
    "bookings",
    "office.bulk_decisions",
    "promotion.bulletins",
    "office.company_records",
    "office.dashboard",
    "office.imports",
    "money.invoices",
    "office.reconciliation",
    "promotion.roadshows",
    "money.sales",
    "bookings.totals",
):
    import_module(f"exhibitors.{package}.tasks")

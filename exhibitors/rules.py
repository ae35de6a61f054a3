"""The rules of every package; django-rules imports this module."""

from importlib import import_module

for package in (
    "approvals",
    "area_members",
    "blocks",
    "bookings",
    "books",
    "bulk_decisions",
    "bulletins",
    "catalogue",
    "co_exhibitors",
    "companies",
    "company_ownership",
    "deals",
    "handling",
    "imports",
    "invoices",
    "issued_pdfs",
    "mail_batches",
    "mailings",
    "mandates",
    "payments",
    "pricing",
    "published_figures",
    "questions",
    "roadshows",
    "sales",
    "terms",
    "totals",
):
    import_module(f"exhibitors.{package}.rules")

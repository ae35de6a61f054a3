"""Import the rules of every package, since django-rules loads only this module."""

from importlib import import_module

for package in (
    "money.approvals",
    "promotion.area_members",
    "bookings.blocks",
    "bookings",
    "money.books",
    "office.bulk_decisions",
    "promotion.bulletins",
    "promotion.catalogue",
    "bookings.co_exhibitors",
    "companies",
    "companies.company_ownership",
    "promotion.deals",
    "bookings.handling",
    "office.imports",
    "money.invoices",
    "bookings.issued_pdfs",
    "office.mail_batches",
    "office.mailings",
    "companies.mandates",
    "companies.office_notes",
    "money.payments",
    "pricing",
    "promotion.published_figures",
    "bookings.questions",
    "promotion.roadshows",
    "money.sales",
    "pricing.terms",
    "bookings.totals",
):
    import_module(f"exhibitors.{package}.rules")

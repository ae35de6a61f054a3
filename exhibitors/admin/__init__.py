"""The admin of every package, imported here because Django autodiscovers this module."""

from importlib import import_module

for package in (
    "money.approvals",
    "promotion.area_members",
    "bookings.blocks",
    "bookings",
    "money.books",
    "promotion.bulletins",
    "promotion.catalogue",
    "bookings.co_exhibitors",
    "companies",
    "companies.company_contacts",
    "office.company_merges",
    "companies.company_ownership",
    "office.dashboard",
    "promotion.deals",
    "money.invoices",
    "bookings.issued_pdfs",
    "companies.mandates",
    "companies.office_notes",
    "money.payments",
    "pricing",
    "promotion.roadshows",
    "money.sales",
    "pricing.terms",
):
    import_module(f"exhibitors.{package}.admin")

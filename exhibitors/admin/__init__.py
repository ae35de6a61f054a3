"""The admin of every package; Django looks for it here."""

from importlib import import_module

for package in (
    "approvals",
    "area_members",
    "blocks",
    "bookings",
    "books",
    "bulletins",
    "catalogue",
    "co_exhibitors",
    "companies",
    "company_contacts",
    "company_merges",
    "company_ownership",
    "dashboard",
    "deals",
    "invoices",
    "issued_pdfs",
    "mandates",
    "payments",
    "pricing",
    "roadshows",
    "sales",
    "terms",
):
    import_module(f"exhibitors.{package}.admin")

"""Import the admin modules of every package, since Django looks for them here."""

from importlib import import_module

for package in (
    "texts.countries",
    "plans.drafts",
    "floor",
    "floor.ledger",
    "national.national_pavilions",
    "plans.plan_files",
    "national.programme",
    "plans.publishing",
    "plans.safety",
    "plans.simulation",
    "texts.site_pages",
    "floor.staff",
    "plans.themed_areas",
    "plans.venue",
):
    import_module(f"pavilions.{package}.admin")

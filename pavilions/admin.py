"""The admin of every package; Django looks for it here."""

from importlib import import_module

for package in (
    "countries",
    "drafts",
    "floor",
    "ledger",
    "national_pavilions",
    "plan_files",
    "programme",
    "publishing",
    "safety",
    "simulation",
    "site_pages",
    "staff",
    "themed_areas",
    "venue",
):
    import_module(f"pavilions.{package}.admin")

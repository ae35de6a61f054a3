"""Import the rules of every package, since django-rules looks for them here."""

from importlib import import_module

for package in (
    "floor.staff",
    "national.national_pavilions",
    "national.programme",
    "plans.safety",
    "texts.site_pages",
    "texts.mail_texts",
):
    import_module(f"pavilions.{package}.rules")

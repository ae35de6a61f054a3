"""The admin of every package; Django looks for it here."""

from importlib import import_module

for package in ("drafts", "national_pavilions", "programme", "themed_areas", "venue"):
    import_module(f"pavilions.{package}.admin")

"""The rules of every package; django-rules looks for them here."""

from importlib import import_module

for package in ("staff", "national_pavilions", "programme", "safety", "site_pages", "mail_texts"):
    import_module(f"pavilions.{package}.rules")

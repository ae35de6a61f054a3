"""The exhibitors' addresses to which a message is sent."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    CONTACTS = "contacts", _("The contact of each booking")
    COMPANIES = "companies", _("Each company, at its contact email")
    GENERAL = "general", _("Contacts of each company: general")
    CONTRACT = "contract", _("Contacts of each company: contract")
    BILLING = "billing", _("Contacts of each company: billing")
    STAND = "stand", _("Contacts of each company: stand construction")
    PRESS = "press", _("Contacts of each company: press")
    LOGISTICS = "logistics", _("Contacts of each company: logistics")
    ON_SITE = "on_site", _("Contacts of each company: on site during the expo")

"""What a contact of a company is responsible for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContactRole(TextChoices):
    GENERAL = "general", pgettext_lazy("contact", "general")
    CONTRACT = "contract", _("contract")
    BILLING = "billing", pgettext_lazy("contact", "billing")
    STAND = "stand", _("stand construction")
    # Translators: A contact for journalists.
    PRESS = "press", _("press")
    LOGISTICS = "logistics", _("logistics")
    ON_SITE = "on_site", _("on site during the expo")

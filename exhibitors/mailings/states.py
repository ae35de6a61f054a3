"""To whom of the exhibitors a message goes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    CONTACTS = "contacts", _("The contact of each booking")
    COMPANIES = "companies", _("Each company, at its contact email")

"""The site's pages besides those of the expo, and the languages that they are written in."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PageKind(models.TextChoices):
    """The subject of a page. Its value is the page's address."""

    CONTACT = "contact", pgettext_lazy("page", "Contact")
    TERMS = "terms-of-use", _("Terms of use")
    PRIVACY = "privacy", _("Privacy")
    IMPRINT = "imprint", _("Imprint")


class PageLanguage(models.TextChoices):
    ENGLISH = "en", _("English")
    CHINESE = "zh-hans", _("Simplified Chinese")

"""Roles in a company, and whether a company is verified."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.web.badges import Badge, register_badges


class CompanyRole(TextChoices):
    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")
    VIEWER = "viewer", _("viewer")


class Verification(TextChoices):
    """Whether a company is known to be what it says. Until it is verified it may claim only a little space."""

    UNVERIFIED = "unverified", _("not verified yet")
    VERIFIED = "verified", _("verified")
    REFUSED = "refused", _("verification refused")


register_badges(
    "verification",
    {
        Verification.UNVERIFIED: Badge(pgettext_lazy("verification", "Not verified"), "hourglass", "badge-violet"),
        Verification.VERIFIED: Badge(pgettext_lazy("verification", "Verified"), "shield-check", "badge-blue"),
        Verification.REFUSED: Badge(pgettext_lazy("verification", "Verification refused"), "circle-x", "badge-red"),
    },
)


class VerifiedBy(TextChoices):
    """How a company was verified."""

    RECORDS = "records", _("known from an earlier edition or a list of the organizer")
    DOMAIN = "domain", _("an owner's email address at the company's own domain")
    REGISTRATION_NUMBER = "registration_number", _("registration number")
    ORGANIZER = "organizer", _("checked by the organizer")

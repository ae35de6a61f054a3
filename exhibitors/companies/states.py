"""Roles in a company, whether a company is verified, and the states of a change of its name."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


class CompanyRole(TextChoices):
    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")
    VIEWER = "viewer", _("viewer")


class Verification(TextChoices):
    """Whether a company is known to be what it says. Until it is verified, it may claim only a little space."""

    UNVERIFIED = "unverified", _("not verified yet")
    VERIFIED = "verified", pgettext_lazy("verification", "verified")
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


NAME_IS_CHECKED: Final = (VerifiedBy.RECORDS, VerifiedBy.ORGANIZER)
"""The ways of verification in which somebody has checked the name. A domain or number of its own does not prove it."""


class NameChangeState(TextChoices):
    """The state of a change of name or country, on which the organizer decides."""

    WAITING = "waiting", pgettext_lazy("change of name", "awaiting a decision")
    ACCEPTED = "accepted", pgettext_lazy("change of name", "accepted")
    DECLINED = "declined", pgettext_lazy("change of name", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("change of name", "withdrawn")


NAME_CHANGE_LIFECYCLE: Final = Lifecycle.of(
    initial=[NameChangeState.WAITING],
    transitions={
        NameChangeState.WAITING: (
            NameChangeState.ACCEPTED,
            NameChangeState.DECLINED,
            NameChangeState.WITHDRAWN,
        ),
        NameChangeState.ACCEPTED: (),
        NameChangeState.DECLINED: (),
        NameChangeState.WITHDRAWN: (),
    },
)

"""Add a fair, and change its name, its look and the parts that it has."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one, lock_topic, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import sentences
from ciie.uploads.pictures import AcceptedPicture, keep_picture
from exhibitors.office.fairs.queries import hidden_without
from pavilions.floor.models.fair import Fair
from pavilions.states import Part

FAIR_FIELDS = ("name", "name_zh", "domain", "address", "colour", "parts_off")
LEAST_CONTRAST = 4.5
"""Of white text on the colour, as WCAG 2.2 AA requires."""


@operation("pavilions.fair.added")
def add_fair(values: Mapping[str, object], *, logo: AcceptedPicture | None = None, actor: Actor, at: datetime) -> Fair:
    """Add a fair with these `FAIR_FIELDS`. Raise `DomainError` (`domain_taken`) and `Invalid` (`colour_too_light`)."""
    require("pavilions.run_fairs", actor)
    return _save(Fair(), values, logo)


@operation("pavilions.fair.changed")
def change_fair(
    fair_id: int,
    values: Mapping[str, object],
    *,
    logo: AcceptedPicture | None = None,
    without_logo: bool = False,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Fair:
    """Change a fair. The logo stays unless another one is given, or none is wanted.

    Raise `DomainError` (`part_in_use`) if it would no longer have a part that holds data of an edition that is not
    over, and the errors of `add_fair`.
    """
    require("pavilions.run_fairs", actor)
    fair = lock_one(Fair.objects.all(), fair_id, missing=_("Fair not found."))
    require_seen(fair, seen)
    _require_unused(fair, values, at)
    if without_logo:
        fair.logo = ""
    return _save(fair, values, logo)


def _require_unused(fair: Fair, values: Mapping[str, object], at: datetime) -> None:
    wanted = cast("Sequence[str]", values.get("parts_off", fair.parts_off))
    going = [part for part in Part if part in wanted and part not in fair.parts_off]
    if hidden := hidden_without(fair, going, at=at):
        advice = _("This would be hidden. Remove or cancel it first, or keep the part until the edition is over.")
        raise DomainError(sentences(hidden, advice), code="part_in_use", field="parts")


NEARLY_BLACK = 0.04045
"""The value up to which sRGB is linear."""


def _save(fair: Fair, values: Mapping[str, object], logo: AcceptedPicture | None) -> Fair:
    for name in FAIR_FIELDS:
        if name in values:
            setattr(fair, name, values[name])
    fair.colour = fair.colour.lower()
    require_valid(fair)
    if fair.colour and contrast_with_white(fair.colour) < LEAST_CONTRAST:
        raise Invalid(
            _("White text on this colour is hard to read. Choose a darker one."),
            code="colour_too_light",
            field="colour",
        )
    lock_topic("domains of fairs")
    if fair.domain and Fair.objects.filter(domain=fair.domain).exclude(pk=fair.pk).exists():
        raise DomainError(_("Another fair has this domain."), code="domain_taken", field="domain")
    if logo:
        fair.logo = keep_picture(logo)
    fair.save()
    return fair


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of WCAG between white and a colour such as `#0b6770`: from 1 to 21."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= NEARLY_BLACK else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)

"""How much one company may hold without submitting it, so that nobody fences off a hall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import DomainError, Sentence
from ciie.kernel.locking import lock_topic
from ciie.kernel.wording import area_words
from exhibitors.models import Company
from pavilions.models import Edition, SpaceClaim
from pavilions.operations.free_booths import LockedBooth
from pavilions.states import ClaimState


@dataclass(frozen=True)
class Held:
    booths: int
    area_sqm: Decimal


def require_within_limits(company: Company, edition: Edition, booths: Sequence[LockedBooth], *, at: datetime) -> None:
    """Raise `DomainError` (`hold_limit_exceeded`) if the company would hold more than the edition allows at a time.

    One hold of a company at a time gets past here until its transaction ends: two together could exceed the limit
    though each alone does not. Locked after booths and booking, before claims and allotments.
    """
    if edition.held_booths_limit is None and edition.held_sqm_limit is None:
        return
    lock_topic(f"exhibitors.holds:{edition.pk}:{company.pk}")
    held = _held_by(company, edition, at)
    then = Held(held.booths + len(booths), held.area_sqm + sum((booth.area_sqm for booth in booths), Decimal(0)))
    if edition.held_booths_limit is not None and then.booths > edition.held_booths_limit:
        raise _refusal(_too_many_booths(company, held, then, edition.held_booths_limit), edition, held, then)
    if edition.held_sqm_limit is not None and then.area_sqm > edition.held_sqm_limit:
        raise _refusal(_too_much_space(company, held, then, edition.held_sqm_limit), edition, held, then)


def _held_by(company: Company, edition: Edition, at: datetime) -> Held:
    """What drafts of the company hold at this moment; a hold that is over no longer counts."""
    claims = SpaceClaim.objects.filter(
        state=ClaimState.HELD, expires_at__gt=at, holder__edition=edition, holder__booking__company=company
    )
    sums = claims.aggregate(booths=Count("booth"), area_sqm=Sum("area_sqm"))
    return Held(sums["booths"], sums["area_sqm"] or Decimal(0))


def _too_many_booths(company: Company, held: Held, then: Held, limit: int) -> Sentence:
    return _(
        "With these, %(company)s would hold %(then)d booths without having submitted them (now %(held)d). "
        "At most %(limit)d at a time are allowed: submit or give back some first."
    ) % {"company": company.name, "held": held.booths, "then": then.booths, "limit": limit}


def _too_much_space(company: Company, held: Held, then: Held, limit: Decimal) -> Sentence:
    return _(
        "With these, %(company)s would hold %(then)s m² without having submitted them (now %(held)s m²). "
        "At most %(limit)s m² at a time are allowed: submit or give back some first."
    ) % {
        "company": company.name,
        "held": area_words(held.area_sqm),
        "then": area_words(then.area_sqm),
        "limit": area_words(limit),
    }


def _refusal(sentence: Sentence, edition: Edition, held: Held, then: Held) -> DomainError:
    limit = edition.held_sqm_limit
    details = {
        "held_booths": held.booths,
        "held_sqm": str(held.area_sqm),
        "wanted_booths": then.booths - held.booths,
        "wanted_sqm": str(then.area_sqm - held.area_sqm),
        "limit_booths": edition.held_booths_limit,
        "limit_sqm": None if limit is None else str(limit),
    }
    return DomainError(sentence, code="hold_limit_exceeded", field="booths", details=details)

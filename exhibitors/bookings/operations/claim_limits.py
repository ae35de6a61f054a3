"""Limits on what a company, and a person for all companies, may claim before a decision.

Everything undecided counts: booths held in drafts, booths and m² that are submitted or wait-listed, and applications to
blocks. No single company can thus reserve a whole hall by any of these ways. People whose addresses belong to one
mailbox are one person. All unverified companies together can claim no more than a share of the free space.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any, NamedTuple, Self

from django.db.models import F, Q, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.kernel.actors import Actor
from ciie.kernel.errors import DomainError, NotAllowed, Sentence
from ciie.kernel.locking import lock_topic
from ciie.kernel.statements import row_of
from ciie.kernel.wording import area_words
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.companies.rules import books_for_others
from exhibitors.companies.states import Verification
from exhibitors.states import UNDECIDED
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.ledger import Claimable
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.states import ClaimState, Section


@dataclass(frozen=True)
class Amount:
    """Numbers of booths and bookings, and m²: those claimed, or those allowed."""

    booths: int = 0
    area_sqm: Decimal = Decimal(0)
    bookings: int = 0

    @classmethod
    def of(cls, booths: Iterable[Claimable], *, bookings: int = 0) -> Self:
        areas = [booth.area_sqm for booth in booths]
        return cls(len(areas), sum(areas, Decimal(0)), bookings)

    def __add__(self, more: "Amount") -> "Amount":
        return Amount(self.booths + more.booths, self.area_sqm + more.area_sqm, self.bookings + more.bookings)


class Limit(NamedTuple):
    """What is claimed and the most that is allowed; None means no limit."""

    code: str
    who: Sentence
    claimed: Amount
    most_booths: int | None
    most_sqm: Decimal | None
    most_bookings: int | None
    what_to_do: Sentence


@dataclass(frozen=True)
class Undecided:
    """The undecided claims in an edition, counted under a lock on the company and the person."""

    verification: str
    blocked_reason: str
    held: Amount
    by_company: Amount
    by_person: Amount
    by_person_unverified: Amount

    @classmethod
    def of(cls, row: Sequence[Any]) -> Self:
        """Return the counts of a row of `COUNTED`."""
        verification, blocked_reason, *sums = row
        return cls(
            verification=verification,
            blocked_reason=blocked_reason,
            held=Amount(*sums[:2]),
            by_company=Amount(*sums[2:5]),
            by_person=Amount(*sums[5:8]),
            by_person_unverified=Amount(*sums[8:10]),
        )


COUNTED = "exhibitors_count_claims(%(edition)s::bigint, %(company)s::bigint, %(person)s::bigint, %(at)s::timestamptz)"
"""The call of the database function that locks the company and any person and returns a row for `Undecided`."""
WIDTH_OF_COUNTED = 12


def require_within_limits(
    company: Company,
    edition: Edition,
    more: Amount,
    *,
    held: bool = False,
    person: Actor | None,
    at: datetime,
    undecided: Undecided | None = None,
    is_on_sale: bool = True,
) -> None:
    """Raise `DomainError` if the company or the person would claim more than the edition allows before decisions.

    Codes: `hold_limit_exceeded` (of what is `held`), `claim_limit_exceeded`, `company_unverified`,
    `unverified_share_exceeded`. A blocked company raises `NotAllowed` (`claims_blocked`).

    An empty `more` checks whether existing claims may be submitted. Administrators and directors act for many
    exhibitors, so only the company's limits apply to them. For each company and each person, one claim at a time passes
    this check until its transaction ends. The locks come after those on booths and the booking, and before those on
    claims and allotments. `undecided` is what this transaction has counted already. `is_on_sale` is whether the
    requested space is free space, which a part of a block is not.
    """
    counted = isinstance(person, User) and not books_for_others(person, company)
    if undecided is None:
        undecided = _count(edition.pk, company.pk, person.pk if counted and person else None, at)
    refuse_if_blocked(company.name, undecided.blocked_reason)
    for limit in _limits(company, edition, undecided, held=held, counted=counted):
        _require_within(limit, more)
    if is_on_sale and more.area_sqm and undecided.verification != Verification.VERIFIED:
        _require_share_left(edition, more.area_sqm, undecided.verification, at)


def require_within_limits_of(booking: Booking, more: Amount, *, held: bool = False, at: datetime) -> None:
    """Call `require_within_limits` for an existing booking, whose person is its contact."""
    require_within_limits(booking.company, booking.edition, more, held=held, person=booking.contact, at=at)


def lock_claims(company_id: int, edition_id: int) -> None:
    """Keep other transactions from claiming more for the company in this edition until this transaction ends."""
    row_of(COUNT, {"edition": edition_id, "company": company_id, "person": None, "at": None})


def refuse_if_blocked(company: str, reason: str) -> None:
    """Raise `NotAllowed` (`claims_blocked`) if there is a reason for which the organizer has blocked a company."""
    if reason:
        raise NotAllowed(
            _("The organizer has suspended %(company)s from booking: %(reason)s")
            % {"company": company, "reason": reason},
            code="claims_blocked",
            field="company",
        )


COUNT = f"SELECT * FROM {COUNTED}"  # noqa: S608  # ours


def _count(edition_id: int, company_id: int, person_id: int | None, at: datetime) -> Undecided:
    """Lock the company and the person, then count, in one statement.

    A database function takes a new snapshot for each of its own statements (migration
    `claims_counted_by_company_and_person`).
    """
    row = row_of(COUNT, {"edition": edition_id, "company": company_id, "person": person_id, "at": at})
    if row is None:
        raise RuntimeError("Claims are counted for a company that exists.")
    return Undecided.of(row)


def _limits(company: Company, edition: Edition, undecided: Undecided, *, held: bool, counted: bool) -> Iterable[Limit]:
    name, all_of_them = company.name, _("All companies you act for")
    if undecided.verification != Verification.VERIFIED:
        is_refused = undecided.verification == Verification.REFUSED
        few = (
            edition.unverified_booths_limit,
            edition.unverified_sqm_limit,
            None,
            _REFUSED if is_refused else _UNVERIFIED,
        )
        yield Limit("company_unverified", name, undecided.by_company, *few)
        if counted:
            yield Limit("company_unverified", all_of_them, undecided.by_person_unverified, *few)
    if held:
        most_held = edition.held_booths_limit, edition.held_sqm_limit, None
        yield Limit("hold_limit_exceeded", name, undecided.held, *most_held, _("Submit or remove some first."))
    wait = _("Wait for the organizer's decisions, or withdraw a request first.")
    most = edition.undecided_booths_limit, edition.undecided_sqm_limit, edition.undecided_bookings_limit
    yield Limit("claim_limit_exceeded", name, undecided.by_company, *most, wait)
    if counted:
        most = edition.person_booths_limit, edition.person_sqm_limit, edition.person_bookings_limit
        yield Limit("claim_limit_exceeded", all_of_them, undecided.by_person, *most, wait)


def _require_within(limit: Limit, more: Amount) -> None:
    then = limit.claimed + more
    is_held = limit.code == "hold_limit_exceeded"
    names = {"who": limit.who, "what_to_do": limit.what_to_do}
    if limit.most_booths is not None and then.booths > limit.most_booths:
        figures = {"then": then.booths, "now": limit.claimed.booths, "limit": limit.most_booths}
        words = _BOOTHS_HELD if is_held else _BOOTHS
        raise _refusal(words % {**names, **figures}, limit, more)
    if limit.most_sqm is not None and then.area_sqm > limit.most_sqm:
        areas = {"then": then.area_sqm, "now": limit.claimed.area_sqm, "limit": limit.most_sqm}
        words = _SQM_HELD if is_held else _SQM
        raise _refusal(words % {**names, **{name: area_words(area) for name, area in areas.items()}}, limit, more)
    if limit.most_bookings is not None and then.bookings > limit.most_bookings:
        figures = {"now": limit.claimed.bookings, "limit": limit.most_bookings}
        raise _refusal(_BOOKINGS % {**names, **figures}, limit, more)


def _require_share_left(edition: Edition, wanted: Decimal, verification: str, at: datetime) -> None:
    """Raise `DomainError` (`unverified_share_exceeded`) if unverified companies would claim more than their share.

    Their claims in an edition are made one at a time, so that two cannot both take the last of it. Verified companies
    never reach this check and wait for nobody. The share is of the space that is free apart from what these companies
    claim.
    """
    lock_topic(f"exhibitors.unverified_claims:{edition.pk}")
    strangers = ~Q(holder__booking__company__verification=Verification.VERIFIED)
    waiting = Q(holder__booking__edition=edition.pk, holder__booking__state__in=UNDECIDED)
    live = Q(state=ClaimState.RESERVED) | Q(state=ClaimState.HELD, expires_at__gt=at)
    claimed = SpaceClaim.objects.filter(strangers, waiting, live).aggregate(area=_total("area_sqm"))["area"]
    on_sale = Allotment.objects.filter(edition=edition.pk, section=Section.BUSINESS)
    free = claimed + on_sale.aggregate(left=_total(F("capacity_sqm") - F("claimed_sqm")))["left"]
    most = (free * edition.unverified_share_percent / 100).quantize(Decimal("0.01"), ROUND_DOWN)
    if claimed + wanted <= most:
        return
    areas = {"limit": most, "free": free, "now": claimed, "wanted": wanted}
    raise DomainError(
        _SHARE
        % {
            **{name: area_words(area) for name, area in areas.items()},
            "percent": edition.unverified_share_percent,
            "what_to_do": _REFUSED if verification == Verification.REFUSED else _UNVERIFIED,
        },
        code="unverified_share_exceeded",
        field="booths",
        details={f"{name}_sqm": str(area) for name, area in areas.items()},
    )


def _total(area: str | Combinable) -> Coalesce:
    return Coalesce(Sum(area), Decimal(0))


_REFUSED = _("The organizer could not verify the company; contact the organizer.")
_UNVERIFIED = _(
    "The company is not verified yet. Confirm an email address at its own domain, or wait until the "
    "organizer has checked it."
)
_BOOTHS_HELD = _(
    "%(who)s: booths that would be held without being submitted: %(then)d (now %(now)d). The limit is "
    "%(limit)d. %(what_to_do)s"
)
_SQM_HELD = _(
    "%(who)s: area that would be held without being submitted: %(then)s m² (now %(now)s m²). The limit is "
    "%(limit)s m². %(what_to_do)s"
)
_BOOTHS = _(
    "%(who)s: booths that would be awaiting a decision: %(then)d (now %(now)d). The limit is %(limit)d. %(what_to_do)s"
)
_SQM = _(
    "%(who)s: area that would be awaiting a decision: %(then)s m² (now %(now)s m²). The limit is %(limit)s "
    "m². %(what_to_do)s"
)
_SHARE = _(
    "All companies that are not verified yet may together claim %(percent)d%% of the free space: %(limit)s m² of "
    "%(free)s m². They claim %(now)s m² now, and you have requested %(wanted)s m². %(what_to_do)s"
)
_BOOKINGS = _("%(who)s: bookings already awaiting a decision: %(now)d. The limit is %(limit)d. %(what_to_do)s")


def _refusal(sentence: Sentence, limit: Limit, more: Amount) -> DomainError:
    details = {
        "claimed_booths": limit.claimed.booths,
        "claimed_sqm": str(limit.claimed.area_sqm),
        "claimed_bookings": limit.claimed.bookings,
        "wanted_booths": more.booths,
        "wanted_sqm": str(more.area_sqm),
        "limit_booths": limit.most_booths,
        "limit_sqm": None if limit.most_sqm is None else str(limit.most_sqm),
        "limit_bookings": limit.most_bookings,
    }
    return DomainError(sentence, code=limit.code, field="booths", details=details)

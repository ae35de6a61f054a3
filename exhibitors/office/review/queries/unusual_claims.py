"""Undecided bookings that strangers may have made to block space, with what is unusual about each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from ciie.audit.models import SecurityEvent, SecurityEventKind
from ciie.kernel.errors import Sentence
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.companies.names import find_similar
from exhibitors.companies.states import NAME_IS_CHECKED, Verification
from exhibitors.states import UNDECIDED
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from pavilions.states import LIVE_CLAIMS

WITHIN: Final = timedelta(days=30)
"""How far back sign-ins from one address and renames count, which is as long as the log surely keeps addresses."""
CLOSE: Final = 0.92
"""The similarity of names from which one may be taken for the other."""
LOOK_ALIKES: Final = str.maketrans("01i", "oll")
NEW: Final = _("not verified")


@dataclass(frozen=True)
class UnusualClaim:
    """A booking with its company and contact, the m² that it claims, and why it is listed."""

    booking: Booking
    area_sqm: Decimal
    signs: tuple[Sentence, ...]


def unusual_claims(edition: Edition, *, at: datetime) -> list[UnusualClaim]:
    """Return the unusual bookings of an edition, most unusual first.

    Their companies are not verified, were renamed or resemble a known one, or one person has several accounts.
    """
    rows = Booking.objects.filter(edition=edition, state__in=UNDECIDED, holder__claims__state__in=LIVE_CLAIMS)
    bookings = list(rows.distinct().select_related("company", "contact", "edition").order_by("-created_at", "-pk"))
    areas = _areas_of(bookings)
    signs: defaultdict[int, list[Sentence]] = defaultdict(list)
    for found in (_unverified(bookings), _accounts(bookings, at), _renamed(bookings, at), _look_alikes(bookings)):
        for pk, sign in found:
            signs[pk].append(sign)
    listed = [UnusualClaim(each, areas[each.pk], tuple(signs[each.pk])) for each in bookings if each.pk in signs]
    return sorted(listed, key=lambda claim: -len(claim.signs))


type Signs = Iterable[tuple[int, Sentence]]


def _areas_of(bookings: Sequence[Booking]) -> Mapping[int, Decimal]:
    areas: defaultdict[int, Decimal] = defaultdict(Decimal)
    claims = SpaceClaim.objects.live().filter(holder__in=[booking.pk for booking in bookings])
    for holder, area in claims.values_list("holder", "area_sqm"):
        areas[holder] += area
    return areas


def _unverified(bookings: Sequence[Booking]) -> Signs:
    return [(each.pk, NEW) for each in bookings if each.company.verification != Verification.VERIFIED]


def _accounts(bookings: Sequence[Booking], at: datetime) -> Signs:
    """Yield the bookings of several accounts that have the same mailbox, or sign in from the same address."""
    people = {each.contact for each in bookings if each.contact is not None}
    mailboxes = Counter(person.mailbox for person in people)
    visits = SecurityEvent.objects.filter(
        kind=SecurityEventKind.SIGNED_IN, at__gt=at - WITHIN, person__in=[person.pk for person in people]
    ).exclude(address=None)
    visitors: defaultdict[str, set[int]] = defaultdict(set)
    for address, person in visits.values_list("address", "person"):
        visitors[str(address)].add(person)
    of_person = {person: address for address, group in visitors.items() if len(group) > 1 for person in group}
    for booking in bookings:
        if booking.contact is None:
            continue
        if (count := mailboxes[booking.contact.mailbox]) > 1:
            yield booking.pk, _("%(count)d accounts of one mailbox") % {"count": count}
        if address := of_person.get(booking.contact.pk):
            words = {"count": len(visitors[address]), "address": address}
            yield booking.pk, _("%(count)d accounts from the address %(address)s") % words


def _renamed(bookings: Sequence[Booking], at: datetime) -> Signs:
    """Yield the bookings of verified companies that already were verified under another name within this time."""
    companies = {each.company_id: each.company for each in bookings}
    history = Company.events.rel.related_model.objects  # type: ignore[attr-defined]  # the model that keeps history
    since = at - WITHIN
    changed = history.filter(pgh_created_at__gt=since, pgh_obj__in=companies)
    rows = history.filter(pgh_obj__in=changed.values("pgh_obj")).order_by("pgh_created_at", "pgh_id")
    before: dict[int, tuple[str, str]] = {}
    earlier: dict[int, str] = {}
    for pk, name, verification, noted_at in rows.values_list("pgh_obj", "name", "verification", "pgh_created_at"):
        name_before, verification_before = before.get(pk, (name, ""))
        is_renamed = name != name_before and verification_before == Verification.VERIFIED
        if is_renamed and noted_at > since and name_before != companies[pk].name:
            earlier[pk] = name_before
        before[pk] = name, verification
    for booking in bookings:
        if booking.company_id in earlier and booking.company.verification == Verification.VERIFIED:
            yield booking.pk, _("verified as “%(name)s”, then renamed") % {"name": earlier[booking.company_id]}


def _look_alikes(bookings: Sequence[Booking]) -> Signs:
    """Yield the bookings of companies whose name is, or nearly is, that of one known to the organizer.

    Companies are known from the organizer's checks or from an earlier edition. A company that was verified by a domain
    or a number has not proved its name.
    """
    new = [each for each in bookings if each.company.verified_by not in NAME_IS_CHECKED]
    if not new:
        return
    known = Company.objects.filter(verified_by__in=NAME_IS_CHECKED, merged_into=None).order_by("-pk")
    names = {_looks(key): name for key, name in known.values_list("normalized_name", "name")}
    keys = list(names)
    alike = {
        found.position: keys[found.known_position]
        for found in reversed(find_similar([_looks(each.company.normalized_name) for each in new], keys, CLOSE))
    }
    for position, booking in enumerate(new):
        key = _looks(booking.company.normalized_name)
        if name := names.get(key) or names.get(alike.get(position, "")):
            yield booking.pk, _("resembles “%(name)s”") % {"name": name}


def _looks(normalized_name: str) -> str:
    """Return the name with letters and digits that look alike made the same."""
    return normalized_name.translate(LOOK_ALIKES)

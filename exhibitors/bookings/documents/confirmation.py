"""The booth confirmation letter, which is issued once and frozen as a snapshot."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, StringAgg, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import translation

from ciie.kernel.days import day_of
from exhibitors.bookings.models import Booking, ConfirmationLetter, with_upper_sqm
from exhibitors.bookings.queries.booking_prices import asked_of, quote_booking, space_of
from exhibitors.pricing.queries.buyers import buyers_of
from exhibitors.pricing.queries.cards import PublishedCards, published_cards, published_cards_of
from exhibitors.pricing.rate_cards import Buyer
from exhibitors.pricing.terms.models import TermsAcceptance
from exhibitors.pricing.terms.queries import accepted_for
from pavilions.drawings.geometry import Box, Ring, bounds, bounds_of
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.fair import Fair
from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction
from pavilions.floor.queries import natural
from pavilions.plans.drawing.booths import path_of, shape_of


class FrozenPlans:
    """The parts of plans that are the same in every letter. Each plan is read once, in two queries."""

    def __init__(self) -> None:
        self._known: dict[int, dict[str, Any]] = {}

    def of(self, plan: FloorPlan) -> dict[str, Any]:
        if plan.pk not in self._known:
            outline = _ring(plan.hall.outline)
            self._known[plan.pk] = {
                "hall": plan.hall.name,
                "outline": path_of(outline),
                "plan": _paths(Booth.objects.filter(plan=plan)),
                "fixtures": _paths(Obstruction.objects.filter(plan=plan)),
                "box": _sizes(bounds(outline)),
            }
        return self._known[plan.pk]


def issue_confirmation(booking: Booking, *, at: datetime) -> ConfirmationLetter:
    """Issue a letter that records what is confirmed. Later changes of booths, names or plans do not affect it."""
    return issue_confirmations([booking], at=at, plans=FrozenPlans())[0]


def issue_confirmations(bookings: Sequence[Booking], *, at: datetime, plans: FrozenPlans) -> list[ConfirmationLetter]:
    """Issue a letter for each booking.

    This takes six queries (ten with tax tables), two for each edition and two for each new plan.
    """
    claims = _claims_of(bookings)
    issued = Counter(ConfirmationLetter.objects.filter(booking__in=bookings).values_list("booking_id", flat=True))
    buyers = buyers_of([asked_of(booking) for booking in bookings], at=at)
    accepted = accepted_for([booking.pk for booking in bookings])
    cards = {edition.pk: published_cards(edition) for edition in {booking.edition for booking in bookings}}
    fairs = {edition.pk: edition.fair for edition in {booking.edition for booking in bookings}}
    letters = []
    for booking, buyer in zip(bookings, buyers, strict=True):
        of_booking, language = claims[booking.pk], booking.contact.language if booking.contact else "en"
        with translation.override(language):
            snapshot = (
                _snapshot(booking, of_booking, at, plans)
                | _prices(booking, of_booking, cards[booking.edition_id], buyer, at)
                | _terms(accepted.get(booking.pk))
                | _fair(fairs[booking.edition_id])
            )
        number = f"{booking.reference}-{issued[booking.pk] + 1}"
        letters.append(
            ConfirmationLetter(booking=booking, number=number, language=language, snapshot=snapshot, issued_at=at)
        )
    return ConfirmationLetter.objects.bulk_create(letters)


def outdated_letters(bookings: Sequence[Booking], *, at: datetime) -> set[int]:
    """Return the keys of bookings whose newest letter states another total than a letter issued now would.

    Letters without prices are not outdated, nor are those whose present total is unknown. The number of queries is
    constant.
    """
    newest = ConfirmationLetter.objects.filter(booking__in=bookings, snapshot__has_key="price")
    newest = newest.order_by("booking", "-issued_at", "-pk").distinct("booking")
    said = dict(newest.values_list("booking", "snapshot__price"))
    found = [booking for booking in bookings if booking.pk in said]
    claims, buyers = _claims_of(found), buyers_of([asked_of(booking) for booking in found], at=at)
    cards = published_cards_of(list({booking.edition_id: booking.edition for booking in found}.values()))
    present = {
        booking.pk: _prices(booking, claims[booking.pk], cards[booking.edition_id], buyer, at).get("price", "")
        for booking, buyer in zip(found, buyers, strict=True)
    }
    return {pk for pk, price in present.items() if price and price != said[pk]}


def _claims_of(bookings: Sequence[Booking]) -> defaultdict[int, list[SpaceClaim]]:
    """Return the booths of each booking as its letter lists them, in one query."""
    live = SpaceClaim.objects.live().filter(holder__in=[booking.pk for booking in bookings], booth__isnull=False)
    rows = with_upper_sqm(live).select_related("booth__plan__hall", "allotment__sector", "allotment__hall")
    claims: defaultdict[int, list[SpaceClaim]] = defaultdict(list)
    for claim in rows.order_by("booth__plan__hall__position", "booth__plan__hall__name", natural("booth__number")):
        claims[claim.holder_id].append(claim)
    return claims


def _snapshot(booking: Booking, claims: Sequence[SpaceClaim], at: datetime, plans: FrozenPlans) -> dict[str, Any]:
    edition, company = booking.edition, booking.company
    pairs = [(claim, claim.booth) for claim in claims if claim.booth is not None]
    return {
        "reference": booking.reference,
        "edition": str(edition),
        "opens": edition.opens_date.isoformat(),
        "closes": edition.closes_date.isoformat(),
        "issued": day_of(at, edition.zone).isoformat(),
        "company": company.name,
        "company_local": company.name_local,
        "country": str(company.country),
        "country_name": str(company.country.name),
        "booths": [
            {
                "hall": booth.plan.hall.name,
                "number": booth.number,
                "plan": booth.plan_id,
                "booth": booth.pk,
                "sector": claim.allotment.sector.code if claim.allotment.sector else "",
                "sector_name": str(claim.allotment.sector) if claim.allotment.sector else "",
                "area_sqm": str(claim.area_sqm),
                "kind": booth.kind,
                "open_sides": booth.sides,
            }
            for claim, booth in pairs
        ],
        "area_sqm": str(sum(claim.area_sqm for claim in claims)),
        "halls": freeze_halls([booth for _claim, booth in pairs], plans),
    }


def _fair(fair: Fair | None) -> dict[str, Any]:
    return {"fair": str(fair), "organizer": fair.address} if fair else {}


def _prices(
    booking: Booking, claims: Sequence[SpaceClaim], cards: PublishedCards, buyer: Buyer, at: datetime
) -> dict[str, Any]:
    """Return the prices of the letter; none for a share of a block, for which the block's holder is charged."""
    if booking.block_id is not None:
        return {}
    quote = quote_booking(booking, [space_of(claim) for claim in claims], cards, buyer, at=at)
    if not quote.has_prices:
        return {}
    return {
        "currency": quote.currency,
        "tax_note": quote.tax_note,
        "prices": [_amount(line.price) for line in quote.lines],
        "price": _amount(quote.total),
        "rate_card": quote.version,
        "price_lines": [
            {"name": line.name, "booth": line.label, "words": line.words, "amount": str(line.amount)}
            for line in quote.details
        ],
    }


def _terms(accepted: TermsAcceptance | None) -> dict[str, Any]:
    """Return the version of the terms that was last accepted for the booking, with its address."""
    if accepted is None:
        return {}
    terms = accepted.terms
    address = settings.SITE_URL + reverse("terms:version", args=[terms.edition.number, terms.version])
    return {"terms": {"version": terms.version, "address": address}}


def _amount(price: Decimal | None) -> str:
    return "" if price is None else str(price)


def freeze_halls(booths: Sequence[Booth], plans: FrozenPlans) -> list[dict[str, Any]]:
    """Return an entry for each hall in which these booths lie, in their order.

    Its keys are `hall` (its name), `outline`, `plan` (all booths in one path), `fixtures` (obstructions), `box` of the
    hall and `around` the highlighted booths as [left, top, width, depth], and `lit`: number, path and room for the
    number of each highlighted booth.
    """
    by_plan = dict.fromkeys(booth.plan for booth in booths)
    halls = []
    for plan in by_plan:
        rings = {booth.number: booth.ring for booth in booths if booth.plan_id == plan.pk}
        shapes = {number: shape_of(ring) for number, ring in rings.items()}
        lit = [{"number": number, "path": each.path, "room": _sizes(each.room)} for number, each in shapes.items()]
        halls.append(plans.of(plan) | {"around": _sizes(bounds_of(list(rings.values()))), "lit": lit})
    return halls


def _paths(rows: QuerySet[Any]) -> str:
    footprints = StringAgg(Cast("footprint", TextField()), Value("\n"), order_by="pk")
    return _paths_written(rows.aggregate(footprints=footprints)["footprints"] or "")


@lru_cache(maxsize=64)
def _paths_written(footprints: str) -> str:
    """Return one path of the rings, one line of JSON each. It is cached, since many letters show the same hall."""
    return "".join(path_of(_ring(json.loads(line))) for line in footprints.splitlines())


def _ring(points: list[list[int]]) -> Ring:
    return tuple((x, y) for x, y in points)


def _sizes(box: Box) -> list[int]:
    return [box.left, box.top, box.width, box.depth]

"""A booked stand whose company may bring co-exhibitors."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.co_exhibitors.models import CoExhibitor
from exhibitors.bookings.co_exhibitors.operations import (
    StandEntry,
    enter_co_exhibitor,
)
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.floor.models.allotment import Allotment
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, organizer, owner_of

if TYPE_CHECKING:
    from exhibitors.bookings.models import Booking
    from exhibitors.companies.models import Company


def charge_companies(edition_id: int, charges: Mapping[Basis, Decimal | int], at: datetime = NOON) -> None:
    """Publish a rate card with a price per m² of 100 and these charges."""
    rules = [terms(RuleKind.CHARGE, basis, amount) for basis, amount in charges.items()]
    publish_rules(edition_id, terms(RuleKind.SPACE, Basis.SQM, 100), *rules, actor=SYSTEM, at=at)


class Stand:
    """A booked stand of some booths of 9 m², and its owner."""

    def __init__(
        self,
        booths: int = 2,
        allotment: Allotment | None = None,
        charges: Mapping[Basis, Decimal | int] | None = None,
        **record: Any,
    ) -> None:
        allotment = allotment or AllotmentFactory()
        if charges:
            charge_companies(allotment.edition_id, charges)
        self.company: Company = CompanyFactory(**record)
        self.owner = owner_of(self.company)
        chosen = [BoothFactory(allotment=allotment).pk for _n in range(booths)]
        booked = book_booths(self.company.pk, allotment.edition_id, chosen, actor=self.owner, at=NOON)
        self.booking: Booking = approve_booking(booked.pk, actor=organizer(), at=NOON)

    def enter(
        self, name: str = "Sharer", kind: CoExhibitorKind = CoExhibitorKind.CO_EXHIBITOR, **entry: Any
    ) -> CoExhibitor:
        written = StandEntry(kind, name=name, **{"country": "IT"} | entry)
        return enter_co_exhibitor(self.booking.pk, written, actor=self.owner, at=NOON)

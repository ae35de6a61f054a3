"""A booked stand whose company may bring co-exhibitors."""

from typing import TYPE_CHECKING, Any

from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.co_exhibitors.models import CoExhibitor
from exhibitors.co_exhibitors.operations import (
    StandEntry,
    enter_co_exhibitor,
)
from exhibitors.co_exhibitors.states import CoExhibitorKind
from pavilions.floor.models.allotment import Allotment
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, organizer, owner_of

if TYPE_CHECKING:
    from exhibitors.bookings.models import Booking
    from exhibitors.companies.models import Company


class Stand:
    """A booked stand of some booths of 9 m², and its owner."""

    def __init__(self, booths: int = 2, allotment: Allotment | None = None, **record: Any) -> None:
        allotment = allotment or AllotmentFactory()
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

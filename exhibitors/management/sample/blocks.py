"""Two trade agencies that share out their booths: members with space, applications in every state, co-exhibitors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from ciie.accounts.models import User
from exhibitors.bookings.blocks.models import Block, BlockApplication
from exhibitors.bookings.blocks.operations.block_applications import (
    ShareWish,
    accept_application,
    apply_to_block,
    decline_application,
    withdraw_block_application,
)
from exhibitors.bookings.blocks.operations.block_space import Portion, allocate_space
from exhibitors.bookings.blocks.operations.blocks import BlockTerms, name_block_manager, open_block
from exhibitors.bookings.blocks.queries import booths_left
from exhibitors.bookings.co_exhibitors.operations import StandEntry, enter_co_exhibitor
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.companies.names import normalise_company_name
from exhibitors.management.sample.companies import SampleCompany
from exhibitors.states import BOOKED_STATES
from pavilions.floor.models.edition import Edition
from pavilions.states import BoothKind

ROOM = 9
"""An agency books this many times the space of a usual company."""
STANDS_SHARED = 24
SHARERS = (
    (CoExhibitorKind.CO_EXHIBITOR, "Atelier"),
    (CoExhibitorKind.CO_EXHIBITOR, "Studio"),
    (CoExhibitorKind.REPRESENTED, "Manufaktur"),
)


@dataclass(frozen=True)
class Agency:
    country: str
    sector: str
    name: str
    block: str
    text: str


AGENCIES = (
    Agency(
        "FR",
        "food",
        "Agence Terroirs de France",
        "Terroirs de France",
        "Cheese, wine and pastry from all regions, with a tasting counter and one interpreter for four stands.",
    ),
    Agency(
        "JP",
        "consumer-goods",
        "Nippon Lifestyle Export Bureau",
        "Nippon Lifestyle",
        "Ceramics, textiles and stationery of small makers. Stands are built alike; furniture is in the price.",
    ),
)


def with_agencies(companies: Sequence[SampleCompany]) -> list[SampleCompany]:
    """Return the same number of companies, one of which becomes each agency and takes more space."""
    seated = list(companies)
    for agency in AGENCIES:
        places = [
            place
            for place, each in enumerate(seated)
            if each.place.stretch and each.place.sector == agency.sector and str(each.company.country) == agency.country
        ]
        chosen = seated[places[-1]]
        company = chosen.company
        company.name, company.name_local = agency.name, ""
        company.normalized_name = normalise_company_name(agency.name)
        company.description = (
            "A trade agency invented for the sample edition; it shares its space out among its members."
        )
        company.is_on_public_plans = True
        seated[places[-1]] = replace(chosen, size=chosen.size * ROOM)
    return seated


def play_blocks(
    edition: Edition,
    companies: Sequence[SampleCompany],
    contacts: dict[int, User],
    *,
    organizer: User,
    exhibitor: User,
    at: datetime,
) -> None:
    """Open both blocks, share some of each out, and leave applications in every state.

    Members are companies that have booked before, so that the number of companies that hold space does not change. The
    sample's exhibitor is one of the managers of the first block.
    """
    cast = _Cast(edition, companies, contacts, organizer, at)
    opened = [cast.open(agency) for agency in AGENCIES]
    name_block_manager(opened[0].pk, email=exhibitor.email, actor=organizer, at=at)
    cast.share_stands()


@dataclass(frozen=True)
class _Cast:
    edition: Edition
    companies: Sequence[SampleCompany]
    contacts: dict[int, User]
    organizer: User
    at: datetime

    def open(self, agency: Agency) -> Block:
        company = Company.objects.get(name=agency.name)
        booking = Booking.objects.get(company=company, edition=self.edition, state__in=BOOKED_STATES)
        terms = BlockTerms(
            name=agency.block,
            country=agency.country,
            text=agency.text,
            currency="EUR" if agency.country == "FR" else "JPY",
            price_raw=Decimal(290) if agency.country == "FR" else Decimal(46_000),
            price_shell=Decimal(360) if agency.country == "FR" else Decimal(57_000),
            apply_until_date=date(2024, 6, 28),
            returns_date=date(2024, 7, 31),
        )
        block = open_block(booking.pk, terms, actor=self.organizer, at=self.at - timedelta(hours=6))
        self._fill(block, agency)
        return block

    def _fill(self, block: Block, agency: Agency) -> None:
        """Allocate two booths to a company that the agency invited, and one each to two applicants. The rest waits."""
        invited, *applicants = self._members(agency)
        booths = list(booths_left(block.pk))
        manager, earlier = self.contacts[block.booking.company_id], self.at - timedelta(hours=3)
        free = iter(booths[: max(0, len(booths) - 1)])  # one booth is left to allocate
        for company, count in ((invited, 2), (applicants[0], 1), (applicants[1], 1)):
            chosen = [booth for booth, _n in zip(free, range(count), strict=False)]
            if not chosen:
                return
            portion = Portion([booth.pk for booth in chosen])
            if company is invited:
                allocate_space(block.pk, company.pk, portion, actor=manager, at=earlier)
                continue
            asked = self._apply(block, company, sum(booth.area_sqm for booth in chosen) or Decimal(9))
            accept_application(asked.pk, portion, actor=manager, at=earlier)
        self._leave_waiting(block, applicants[2:], manager)

    def _leave_waiting(self, block: Block, applicants: Sequence[Company], manager: User) -> None:
        declined, withdrawn, *waiting = applicants
        reason = "We show makers of the region only. Please look for a stand of your own in the same hall."
        decline_application(self._apply(block, declined, Decimal(18)).pk, reason=reason, actor=manager, at=self.at)
        given_up = self._apply(block, withdrawn, Decimal(27))
        withdraw_block_application(given_up.pk, actor=self.contacts[withdrawn.pk], at=self.at)
        for number, company in enumerate(waiting):
            self._apply(block, company, Decimal(9 * (number + 1)))

    def _apply(self, block: Block, company: Company, area_sqm: Decimal) -> BlockApplication:
        text = f"{company.description.partition('.')[0]}. We would like to stand beside others of our country."
        wish = ShareWish(area_sqm, BoothKind.SHELL, text)
        actor, at = self.contacts[company.pk], self.at - timedelta(hours=5)
        return apply_to_block(block.pk, company.pk, wish, actor=actor, at=at)

    def _members(self, agency: Agency) -> list[Company]:
        """Return eight companies that have booked, from the agency's country, those of its sector first."""
        booked = [each for each in self.companies if each.place.stretch and each.company.name != agency.name]
        compatriots = [each for each in booked if str(each.company.country) == agency.country]
        first = [each.company for each in compatriots if each.place.sector == agency.sector]
        others = [each.company for each in compatriots if each.place.sector != agency.sector]
        return [*first, *others][:8]

    def share_stands(self) -> None:
        """Add co-exhibitors to some stands: companies of the register and others, with staff or with goods alone."""
        for number, (host, guest) in enumerate(self._hosts()):
            kind, craft = SHARERS[number % len(SHARERS)]
            if number % 4 == 0:
                entry = StandEntry(kind, company_id=guest.pk, products=guest.description[:80])
            else:
                entry = StandEntry(
                    kind,
                    name=f"{guest.name.split(maxsplit=1)[0]} {craft} {number}",
                    country=str(guest.country),
                    products=guest.description.partition(".")[0],
                    text_en=f"Shows with {host.company.name}. An invented company of the sample edition.",
                    text_zh="示例届次中的虚构企业，与主展商同台展出。",
                )
            enter_co_exhibitor(host.pk, entry, actor=self.organizer, at=self.at)

    def _hosts(self) -> Iterator[tuple[Booking, Company]]:
        booked = Booking.objects.filter(edition=self.edition, state__in=BOOKED_STATES, block=None, opened_block=None)
        booked = booked.filter(offers=None)  # offers that have been made stay as they are
        hosts = list(booked.select_related("company", "edition").order_by("pk")[5 : 5 + STANDS_SHARED * 7 : 7])
        guests = [each.company for each in self.companies[3::29]]
        yield from zip(hosts, guests, strict=False)

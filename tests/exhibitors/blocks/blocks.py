"""Blocks for tests: an agency with space, its manager, and companies that would like some of it."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ciie.accounts.models import User
from exhibitors.bookings.blocks.models import Block, BlockApplication
from exhibitors.bookings.blocks.operations.block_applications import ShareWish, apply_to_block
from exhibitors.bookings.blocks.operations.block_space import Portion, allocate_space
from exhibitors.bookings.blocks.operations.blocks import BlockTerms, open_block
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import Wanted, apply_for_space, book_booths
from exhibitors.companies.models import Company
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import BoothKind
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, organizer, owner_of

if TYPE_CHECKING:
    from pavilions.floor.models.allotment import Allotment

DEADLINE, RETURNS = date(2024, 6, 30), date(2024, 8, 1)


def terms(**changed: Any) -> BlockTerms:
    usual: dict[str, Any] = {
        "name": "Taste of France",
        "country": "FR",
        "currency": "EUR",
        "apply_until_date": DEADLINE,
        "returns_date": RETURNS,
        "price_raw": Decimal(250),
        "price_shell": Decimal(330),
    }
    return BlockTerms(**usual | changed)


class Scene:
    """A block of booths (and m² without booths, if asked for) of one agency, in as many halls as `halls` says."""

    def __init__(
        self, *, booths: int = 3, floor_sqm: Decimal | int = 0, halls: int = 1, language: str = "en", **changed: Any
    ) -> None:
        first: Allotment = AllotmentFactory()
        self.allotments: list[Allotment] = [first]
        self.allotments += [AllotmentFactory(edition=first.edition, sector=first.sector) for _hall in range(halls - 1)]
        self.director = organizer()
        self.agency: Company = CompanyFactory(name="Promotion Agency")
        self.language = language
        self.owner = self._person_of(self.agency)
        self.booths: list[Booth] = [BoothFactory(allotment=each) for each in self.allotments for _n in range(booths)]
        self.block = self._opened(floor_sqm, changed)

    @property
    def edition_id(self) -> int:
        return self.allotments[0].edition_id

    def _opened(self, floor_sqm: Decimal | int, changed: dict[str, Any]) -> Block:
        if floor_sqm:
            wanted = [Wanted(self.allotments[0].sector_id or 0, Decimal(floor_sqm))]
            booking = apply_for_space(self.agency.pk, self.edition_id, wanted, actor=self.owner, at=NOON)
        else:
            chosen = [booth.pk for booth in self.booths]
            booking = book_booths(self.agency.pk, self.edition_id, chosen, actor=self.owner, at=NOON)
            approve_booking(booking.pk, actor=self.director, at=NOON)
        return open_block(booking.pk, terms(**changed), actor=self.director, at=NOON)

    def member(self, **record: Any) -> tuple[Company, User]:
        company = CompanyFactory(**record)
        return company, self._person_of(company)

    def _person_of(self, company: Company) -> User:
        person = owner_of(company)
        person.language = self.language
        person.save()
        return person

    def give(self, *booths: Booth, to: Company | None = None, at: Any = NOON) -> Booking:
        company = to or self.member()[0]
        portion = Portion([booth.pk for booth in booths])
        return allocate_space(self.block.pk, company.pk, portion, actor=self.owner, at=at)

    def give_floor(self, area: Decimal | int, to: Company | None = None) -> Booking:
        company = to or self.member()[0]
        portion = Portion(areas={self.allotments[0].pk: Decimal(area)})
        return allocate_space(self.block.pk, company.pk, portion, actor=self.owner, at=NOON)

    def applied(self, company: Company | None = None, *, actor: User | None = None, **wish: Any) -> BlockApplication:
        company = company or self.member()[0]
        actor = actor or self._person_of(company)
        usual: dict[str, Any] = {"area_sqm": Decimal(9), "kind": BoothKind.SHELL, "text": "Cheese"}
        return apply_to_block(self.block.pk, company.pk, ShareWish(**usual | wish), actor=actor, at=NOON)

"""A small expo in which every page has something to show."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from ciie.accounts.models import User
from exhibitors.bookings.blocks.models import Block
from exhibitors.bookings.blocks.operations.block_applications import ShareWish, apply_to_block
from exhibitors.bookings.blocks.operations.block_space import Portion, allocate_space
from exhibitors.bookings.blocks.operations.blocks import BlockTerms, open_block
from exhibitors.bookings.co_exhibitors.operations import StandEntry, enter_co_exhibitor
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import Wanted, apply_for_space, book_booths
from exhibitors.companies.models import Company
from exhibitors.office.imports.operations import Upload, keep_upload, run_import, start_import
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.staff.operations import invite_staff
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.states import BoothKind, OrganizerRole
from tests.factories import (
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    NationalPavilionFactory,
    UserFactory,
    organizer,
    owner_of,
)

LIST = b"name,country,booth\nAlpha Ltd,France,A1\nBeta & Co,Korea,A2\nMaison Rive Ltd,France,A3\n,Spain,A4\n"
PLAN = b"Booth,X (m),Y (m),Width,Depth\nA1,1,1,3,3\nA2,4,1,3,3\nA3,5,1,3,3\n"


@dataclass(frozen=True)
class World:
    allotment: Allotment
    booth: Booth
    company: Company
    submitted: Booking
    unplaced: Booking
    approved: Booking
    pavilion: NationalPavilion
    director: User
    manager: User
    runs: dict[str, int]

    @property
    def owner(self) -> User:
        return owner_of(self.company)

    @property
    def hall(self) -> str:
        return self.booth.plan.hall.name


def small_world() -> World:
    """Bookings in several states, an application, a national pavilion, a team and imports at each stage; open now."""
    present = timezone.now()
    edition = EditionFactory(
        number=7, booking_opens_at=present - timedelta(days=400), booking_closes_at=present + timedelta(days=30)
    )
    allotment = AllotmentFactory(edition=edition)
    booths = BoothFactory.create_batch(12, allotment=allotment, top=0)
    company = CompanyFactory(name="Maison Rive SA", name_local="里弗之家", city="Lyon", is_on_public_plans=True)
    director, manager = organizer(), UserFactory(name="Amélie Laurent")
    approved = approve_booking(_booked(booths[2:3], company).pk, actor=director, at=present)
    drafting = CompanyFactory()
    hold_booths(drafting.pk, edition.pk, [booths[3].pk], actor=owner_of(drafting), at=present)
    pavilion = NationalPavilionFactory(edition=edition)
    pavilion.managers.add(manager)
    invite_staff(email="new.reviewer@example.org", role=OrganizerRole.REVIEWER, actor=director, at=present)
    return World(
        allotment=allotment,
        booth=booths[0],
        company=company,
        submitted=_booked(booths[:2], company),
        unplaced=_applied(allotment),
        approved=approved,
        pavilion=pavilion,
        director=director,
        manager=manager,
        runs=_imports(allotment, director),
    )


def _booked(booths: list[Booth], company: Company) -> Booking:
    edition_id, ids = booths[0].plan.edition_id, [booth.pk for booth in booths]
    return book_booths(company.pk, edition_id, ids, actor=owner_of(company), at=timezone.now())


def _applied(allotment: Allotment) -> Booking:
    company = CompanyFactory()
    wanted = [Wanted(allotment.sector_id or 0, Decimal(18))]
    return apply_for_space(company.pk, allotment.edition_id, wanted, actor=owner_of(company), at=timezone.now())


def _imports(allotment: Allotment, director: User) -> dict[str, int]:
    present = timezone.now()

    def kept(kind: str, content: bytes, **choices: Any) -> int:
        upload = Upload(kind, allotment.edition_id, f"{kind}.csv", content, choices)
        return keep_upload(upload, actor=director, at=present).pk

    runs = {
        "companies": kept("companies", LIST),
        "floor_plan": kept("floor_plan", PLAN, hall=allotment.hall_id, sector=allotment.sector_id),
        "done": kept("companies", LIST, accept_good_rows=True),
        "refused": kept("companies", LIST),
    }
    for name in ("done", "refused"):
        start_import(runs[name], actor=director, at=present)
        run_import(runs[name], actor=director, at=present)
    return runs


def opened_block(world: World) -> Block:
    """The company's block, in m² alone: a member has some, another has applied, a co-exhibitor is on the agency's."""
    present, edition = timezone.now(), world.allotment.edition
    opens, closes = (present.date() + timedelta(days=days) for days in (100, 105))
    Edition.objects.filter(pk=edition.pk).update(opens_date=opens, closes_date=closes)
    wanted = [Wanted(world.allotment.sector_id or 0, Decimal(60))]
    agency = apply_for_space(world.company.pk, edition.pk, wanted, actor=world.owner, at=present)
    apply_until, returns = (present.date() + timedelta(days=days) for days in (20, 40))
    terms = BlockTerms("Taste of France", "FR", "EUR", apply_until_date=apply_until, returns_date=returns)
    block = open_block(agency.pk, terms, actor=world.director, at=present)
    portion = Portion(areas={world.allotment.pk: Decimal(20)})
    allocate_space(block.pk, CompanyFactory().pk, portion, actor=world.director, at=present)
    applicant = CompanyFactory()
    wish = ShareWish(Decimal(9), BoothKind.SHELL, "Cheese")
    apply_to_block(block.pk, applicant.pk, wish, actor=owner_of(applicant), at=present)
    guest = StandEntry(CoExhibitorKind.CO_EXHIBITOR, name="Caseificio", country="IT", text_en="Pecorino")
    enter_co_exhibitor(agency.pk, guest, actor=world.director, at=present)
    return block

"""Companies that belong to themed areas: who can, who says so, and what is refused."""

import pytest
from django.db import IntegrityError, transaction

from ciie.audit.history import events_of
from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, NotAllowed, NotFound
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import book_booths, withdraw_booking
from exhibitors.companies.models import Company
from exhibitors.promotion.area_members.models import ThemedAreaMember
from exhibitors.promotion.area_members.operations import add_area_member, remove_area_member
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.plans.themed_areas.operations import add_area, remove_area
from pavilions.states import EditionStatus, OrganizerRole, Section
from tests.exhibitors.area_members.areas import member, stand_at
from tests.factories import NOON, BoothFactory, CompanyFactory, organizer, owner_of
from tests.pavilions.national_pavilions.national import national_booth
from tests.pavilions.themed_areas.areas import area_with, terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def booths() -> list[Booth]:
    first = BoothFactory()
    return [first, BoothFactory(allotment=first.allotment), BoothFactory(allotment=first.allotment)]


@pytest.fixture
def area(booths: list[Booth]) -> ThemedArea:
    return area_with(booths[:1])


@pytest.fixture
def company(booths: list[Booth]) -> Company:
    """With a booth outside the area."""
    company: Company = CompanyFactory(name="Fromagerie")
    stand_at(company, booths[1])
    return company


def refusal_of(area: ThemedArea, company: Company) -> DomainError:
    with pytest.raises(DomainError) as refused:
        add_area_member(area.pk, company.pk, actor=SYSTEM, at=NOON)
    return refused.value


def test_company_joins_and_leaves_and_history_knows(area: ThemedArea, company: Company) -> None:
    joined = add_area_member(area.pk, company.pk, actor=SYSTEM, at=NOON)
    assert (joined.area, joined.company, joined.joined_at) == (area, company, NOON)
    remove_area_member(joined.pk, actor=SYSTEM, at=NOON)
    assert ThemedAreaMember.objects.count() == 0
    actual = events_of(ThemedAreaMember).order_by("pgh_id").values_list("pgh_label", "pgh_context__metadata__action")
    assert list(actual) == [
        ("insert", "exhibitors.area_member.added"),
        ("delete", "exhibitors.area_member.removed"),
    ]
    with pytest.raises(NotFound, match="no longer belongs to the area"):
        remove_area_member(joined.pk, actor=SYSTEM, at=NOON)


def test_company_belongs_to_several_areas_but_to_each_once(area: ThemedArea, company: Company) -> None:
    member(area, company)
    member(area_with([BoothFactory(allotment__edition=area.edition)], name="Meadows"), company)
    again = refusal_of(area, company)
    assert (again.code, str(again)) == ("area_member_once", "Fromagerie already belongs to From farm to table.")
    with pytest.raises(IntegrityError, match="area_member_once"), transaction.atomic():
        ThemedAreaMember.objects.create(area=area, company=company, joined_at=NOON)


def test_company_that_stands_in_the_area_can_be_a_member_too(area: ThemedArea, booths: list[Booth]) -> None:
    company = CompanyFactory()
    stand_at(company, booths[0])
    assert member(area, company).company == company


def test_applicant_can_belong_and_nobody_before(area: ThemedArea, booths: list[Booth]) -> None:
    company, edition = CompanyFactory(name="Rive"), area.edition_id
    unknown = refusal_of(area, company)
    sentence = f"Rive has no space at {area.edition.name} and has not applied for any."
    assert (unknown.code, str(unknown)) == ("no_booking_in_edition", sentence)
    hold_booths(company.pk, edition, [booths[1].pk], actor=owner_of(company), at=NOON)
    assert refusal_of(area, company).code == "no_booking_in_edition"
    applied = book_booths(company.pk, edition, [booths[2].pk], actor=owner_of(company), at=NOON)
    joined = member(area, company)
    remove_area_member(joined.pk, actor=SYSTEM, at=NOON)
    withdraw_booking(applied.pk, actor=owner_of(company), at=NOON)
    assert refusal_of(area, company).code == "no_booking_in_edition"


def test_booking_of_another_edition_is_none(area: ThemedArea) -> None:
    company = CompanyFactory()
    stand_at(company, BoothFactory())
    assert refusal_of(area, company).code == "no_booking_in_edition"


def test_areas_of_the_national_exhibition_have_no_companies(booths: list[Booth], company: Company) -> None:
    nations = area_with([national_booth(booths[0].plan.edition)], name="Nations", section=Section.NATIONAL)
    assert refusal_of(nations, company).code == "area_of_invited"


def test_archived_edition_keeps_its_members(area: ThemedArea, company: Company) -> None:
    joined = member(area, company)
    Edition.objects.filter(pk=area.edition_id).update(status=EditionStatus.ARCHIVED)
    assert refusal_of(area, CompanyFactory()).code == "edition_archived"
    with pytest.raises(DomainError, match="of an archived edition cannot be changed"):
        remove_area_member(joined.pk, actor=SYSTEM, at=NOON)


def test_what_is_not_there_is_said(area: ThemedArea, company: Company) -> None:
    with pytest.raises(NotFound, match="Themed area not found"):
        add_area_member(0, company.pk, actor=SYSTEM, at=NOON)
    with pytest.raises(NotFound, match="Company not found"):
        add_area_member(area.pk, 0, actor=SYSTEM, at=NOON)


def test_planners_and_directors_name_members(area: ThemedArea, company: Company) -> None:
    planner = organizer(OrganizerRole.FLOOR_PLANNER)
    joined = add_area_member(area.pk, company.pk, actor=planner, at=NOON)
    for actor in (owner_of(company), organizer(OrganizerRole.REVIEWER), organizer(OrganizerRole.FINANCE)):
        with pytest.raises(NotAllowed):
            add_area_member(area.pk, company.pk, actor=actor, at=NOON)
        with pytest.raises(NotAllowed):
            remove_area_member(joined.pk, actor=actor, at=NOON)
    remove_area_member(joined.pk, actor=planner, at=NOON)


def test_area_that_is_given_up_takes_its_members_along(area: ThemedArea, company: Company) -> None:
    member(area, company)
    remove_area(area.pk, actor=SYSTEM, at=NOON)
    assert (ThemedAreaMember.objects.count(), Company.objects.filter(pk=company.pk).count()) == (0, 1)


def test_exhibitors_plan_no_areas(booths: list[Booth]) -> None:
    with pytest.raises(NotAllowed):
        add_area(booths[0].plan.edition_id, terms(), actor=owner_of(), at=NOON)

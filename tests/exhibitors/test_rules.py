"""The policy, spelled out: every permission with every role."""

import pytest
from django.contrib.auth.models import AnonymousUser

import pavilions.rules  # noqa: F401  # both register the permissions read below
from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM, Visitor
from ciie.kernel.authority import allowed
from exhibitors.bookings.blocks.models import Block
from exhibitors.bookings.blocks.queries import blocks_visible_to
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.bookings.queries.bookings import decidable_by, visible_to
from exhibitors.companies.states import CompanyRole
from pavilions.states import OrganizerRole, Section
from tests.exhibitors.blocks.blocks import Scene
from tests.factories import (
    NOON,
    BoothFactory,
    CompanyFactory,
    MembershipFactory,
    NationalPavilionFactory,
    SectorFactory,
    UserFactory,
    organizer,
    owner_of,
)

pytestmark = pytest.mark.django_db

ROLES = (
    *("anonymous", "stranger", "viewer", "editor", "owner", "pavilion", "reviewer", "other_reviewer"),
    *("planner", "finance", "director", "admin", "system"),
)
MATRIX = """
exhibitors.see_company        . . x x x . x x x x x x x
exhibitors.edit_company       . . . x x . . . . . x x x
exhibitors.rename_company     . . . . x . . . . . x x x
exhibitors.decide_names       . . . . . . x x . . x x x
exhibitors.manage_members     . . . . x . . . . . x x x
exhibitors.give_signing_right . . . . x . . . . . . . .
exhibitors.add_members        . . . . . . . . . . . x x
exhibitors.remove_company     . . . . . . . . . . . x x
exhibitors.verify_companies   . . . . . . x x . . x x x
exhibitors.decide_ownership   . . . . . . x x . . x x x
exhibitors.decide_mandates    . . . . . . x x . . x x x
exhibitors.merge_companies    . . . . . . . . . . x x x
exhibitors.end_claims         . . . . . . . . . . x x x
exhibitors.note_on_company    . . . . . . x x x x x x x
exhibitors.keep_office_record . . . . . . x x . x x x x
exhibitors.book_for           . . . x x . . . . . x x x
exhibitors.send_mandate       . . . x x . . . . . . . .
exhibitors.see_booking        . . x x x . x x x x x x x
exhibitors.change_booking     . . . x x . . . . . x x x
exhibitors.cancel_booking     . . . . x . . . . . x x x
exhibitors.cancel_late        . . . . . . . . . . x x x
exhibitors.bind_company       . . . . x . . . . . x x x
exhibitors.decide_booking     . . . . . . x . . . x x x
exhibitors.place_booking      . . . . . . x . . . x x x
exhibitors.give_booths_of     . . . . . . x . . . x x x
exhibitors.confirm_booking    . . . . . . . . . x x x x
exhibitors.answer_offer       . . . . x . . . . . . . .
exhibitors.run_offers         . . . . . . . . . x x x x
exhibitors.import_companies   . . . . . . x . . . x x x
exhibitors.open_block         . . . . . . x . . . x x x
exhibitors.name_co_exhibitors . . . x x . . . . . x x x
exhibitors.name_area_members  . . . . . . . . x . x x x
exhibitors.see_block          . . x x x . x x x x x x x
exhibitors.run_block          . . . x x . . . . . x x x
exhibitors.set_block_return   . . . . . . . . . . x x x
exhibitors.set_prices         . . . . . . . . . x x x x
exhibitors.mark_small_companies . . . . . . x x . x x x x
exhibitors.enter_deal         . . . x x . . . . . . x x
exhibitors.see_deals          . . . . . . x x x x x x x
exhibitors.see_deal_amounts   . . x x x . . . . x x x x
exhibitors.count_deals        . . . . . . . . . x x x x
exhibitors.set_exchange_rate  . . . . . . . . . x x x x
exhibitors.promote            . . . . . . x x . . x x x
exhibitors.write_bulletins    . . . . . . x x . . x x x
exhibitors.issue_bulletins    . . . . . . . . . . x x x
exhibitors.see_exhibits       . . x x x . x x x x x x x
exhibitors.edit_exhibits      . . . x x . . . . . . x x
exhibitors.judge_debuts       . . . . . . x x . . x x x
exhibitors.see_totals         . . . . . . x x x x x x x
pavilions.enter_organizer_desk . . . . . . x x x x x x x
pavilions.plan_floor          . . . . . . . . x . x x x
pavilions.set_capacity        . . . . . . . . x . x x x
pavilions.run_edition         . . . . . . . . . . x x x
pavilions.appoint_staff       . . . . . . . . . . x x x
pavilions.appoint_without_invitation . . . . . . . . . . . x x
pavilions.plan_programme      . . . . . . . . . . x x x
pavilions.plan_event          . . . . . x . . . . x x x
pavilions.run_forum           . . . . . . . . . . x x x
pavilions.review_topics       . . . . . . x x x x x x x
pavilions.guide_pavilions     . . . . . . . . . . x x x
pavilions.keep_pavilion       . . . . . x . . . . x x x
pavilions.review_designs      . . . . . . x . . . x x x
pavilions.discuss_design      . . . . . x x . . . x x x
pavilions.see_pavilion        . . . . . x x x x x x x x
"""


@pytest.fixture
def booking() -> Booking:
    booth, company = BoothFactory(), CompanyFactory()
    return book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)


def actors(booking: Booking) -> dict[str, Visitor]:
    def member(role: CompanyRole) -> User:
        membership = MembershipFactory(company=booking.company, role=role)
        user: User = membership.user
        return user

    return {
        "anonymous": AnonymousUser(),
        "stranger": owner_of(),
        "viewer": member(CompanyRole.VIEWER),
        "editor": member(CompanyRole.EDITOR),
        "owner": member(CompanyRole.OWNER),
        "pavilion": UserFactory(),
        "reviewer": organizer(OrganizerRole.REVIEWER),
        "other_reviewer": organizer(OrganizerRole.REVIEWER, sectors=[SectorFactory()]),
        "planner": organizer(OrganizerRole.FLOOR_PLANNER),
        "finance": organizer(OrganizerRole.FINANCE),
        "director": organizer(OrganizerRole.DIRECTOR),
        "admin": UserFactory(is_superuser=True),
        "system": SYSTEM,
    }


def test_every_permission_is_granted_exactly_as_the_matrix_says(booking: Booking) -> None:
    people = actors(booking)
    pavilion = NationalPavilionFactory()
    pavilion.managers.add(people["pavilion"].pk)
    for line in MATRIX.strip().splitlines():
        permission, *marks = line.split()
        subject = {"exhibitors": booking, "pavilions": pavilion}[permission.partition(".")[0]]
        if permission in {"exhibitors.see_company", "exhibitors.edit_company", "exhibitors.book_for"}:
            subject = booking.company
        if permission in {"exhibitors.see_block", "exhibitors.run_block", "exhibitors.set_block_return"}:
            subject = Block(booking=booking)
        if permission == "exhibitors.give_booths_of":
            subject = booking.claims.get().allotment
        granted = {role: allowed(permission, people[role], subject) for role in ROLES}
        assert granted == {role: mark == "x" for role, mark in zip(ROLES, marks, strict=True)}, permission


def test_manager_runs_the_block_and_members_their_shares_alone() -> None:
    scene, manager = Scene(), UserFactory()
    scene.block.managers.add(manager)
    company, member = scene.member()
    share = scene.give(scene.booths[0], to=company)
    granted = {
        person: tuple(
            allowed(f"exhibitors.{verb}", who, subject)
            for verb, subject in (
                *(("see_block", scene.block), ("run_block", scene.block)),
                *(("remove_share", share), ("place_booking", share), ("place_booking", scene.block.booking)),
            )
        )
        for person, who in (("manager", manager), ("agency", scene.owner), ("member", member), ("nobody", owner_of()))
    }
    assert granted == {
        "manager": (True, True, True, True, False),
        "agency": (True, True, True, True, False),
        "member": (False, False, False, False, False),
        "nobody": (False, False, False, False, False),
    }


def test_import_permission_of_a_limited_reviewer_is_about_no_booking_in_particular() -> None:
    limited = organizer(OrganizerRole.REVIEWER, sectors=[SectorFactory()])
    assert allowed("exhibitors.import_companies", limited)


def test_reviewer_of_the_national_exhibition_decides_no_bookings(booking: Booking) -> None:
    national = organizer(OrganizerRole.REVIEWER, sections=[Section.NATIONAL])
    assert not allowed("exhibitors.decide_booking", national, booking)


def test_querysets_agree_with_the_predicates(booking: Booking) -> None:
    for role, person in actors(booking).items():
        sees = visible_to(person).filter(pk=booking.pk).exists()
        decides = decidable_by(person).filter(pk=booking.pk).exists()
        assert sees == allowed("exhibitors.see_booking", person, booking), role
        assert decides == allowed("exhibitors.decide_booking", person, booking), role


def test_managers_edit_the_exhibits_of_their_pavilion() -> None:
    pavilion, manager = NationalPavilionFactory(), UserFactory()
    for permission in ("exhibitors.see_exhibits", "exhibitors.edit_exhibits"):
        assert not allowed(permission, manager, pavilion)
        pavilion.managers.add(manager)
        assert allowed(permission, manager, pavilion)
        assert not allowed(permission, manager, NationalPavilionFactory())
        pavilion.managers.clear()


def test_blocks_that_are_seen_agree_with_the_predicate() -> None:
    scene = Scene()
    for role, person in actors(scene.block.booking).items():
        sees = blocks_visible_to(person).filter(pk=scene.block.pk).exists()
        assert sees == allowed("exhibitors.see_block", person, scene.block), role

"""Stages of pavilions: in order, dated, with what each needs."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from post_office.models import Email

from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from ciie.kernel.lifecycle import TransitionRefused
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.ledger import move_claims
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion, PavilionMove
from pavilions.national.national_pavilions.models.pavilion_work import PavilionDesign, PavilionTask
from pavilions.national.national_pavilions.operations.national_pavilions import (
    change_stage,
    invite_to_national_exhibition,
    set_guest_of_honour,
    set_next_due_date,
    set_stage_deadlines,
)
from pavilions.national.national_pavilions.operations.pavilion_designs import approve_design, send_design, submit_design
from pavilions.national.national_pavilions.operations.pavilion_managers import invite_manager
from pavilions.national.national_pavilions.operations.pavilion_space import give_area, give_booths, take_back_space
from pavilions.national.national_pavilions.queries.national_pavilions import pavilions_of
from pavilions.national.national_pavilions.queries.pavilion_deadlines import Due, deadlines_of, due_of
from pavilions.national.national_pavilions.queries.pavilion_history import lines_of_history, times_as_guest
from pavilions.national.national_pavilions.states import DesignState, StandardTask
from pavilions.states import NEXT_STAGES, ClaimState, OrganizerRole, PavilionStage
from tests.factories import NOON, EditionFactory, NationalPavilionFactory, organizer
from tests.pavilions.national_pavilions.national import (
    OPENING,
    WAY,
    approved_design,
    give,
    invited,
    manager_of,
    move,
    national_booth,
    pavilion_at,
    pdf,
    submitted_design,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
TODAY = date(2024, 5, 17)
DAY = timedelta(days=1)


def test_every_move_is_written_down_with_who_when_and_why() -> None:
    director = organizer()
    pavilion = invite_to_national_exhibition(EditionFactory().pk, country="FR", actor=director, at=NOON)
    change_stage(pavilion.pk, to=PavilionStage.CONFIRMED, note=" By note verbale. ", actor=director, at=NOON + DAY)
    moves = PavilionMove.objects.order_by("pk").values_list("from_stage", "to_stage", "moved_by", "moved_at", "note")
    assert list(moves) == [
        ("", "invited", director.pk, NOON, ""),
        ("invited", "confirmed", director.pk, NOON + DAY, "By note verbale."),
    ]
    pavilion.refresh_from_db()
    assert pavilion.confirmed_at == NOON + DAY


def test_way_leads_through_every_stage() -> None:
    pavilion = pavilion_at(PavilionStage.CLOSED)
    assert list(PavilionMove.objects.filter(pavilion=pavilion).order_by("pk").values_list("to_stage", flat=True)) == [
        PavilionStage.INVITED,
        *WAY,
    ]


@pytest.mark.parametrize("stage", [PavilionStage.INVITED, *WAY])
def test_moves_out_of_order_are_refused_in_words_and_change_nothing(stage: PavilionStage) -> None:
    pavilion = pavilion_at(stage)
    for to in set(PavilionStage) - {PavilionStage(each) for each in NEXT_STAGES[PavilionStage(stage)]}:
        with pytest.raises(TransitionRefused) as refusal:
            move(pavilion, to)
        assert refusal.value.details == {"state": stage, "wanted": to}
    pavilion.refresh_from_db()
    assert (pavilion.stage, pavilion.moves.last().to_stage) == (stage, stage)  # type: ignore[union-attr]


def test_refusal_names_what_may_come_next() -> None:
    with pytest.raises(TransitionRefused) as refusal:
        move(invited(), PavilionStage.OPEN)
    assert str(refusal.value) == "France is invited. The next stage can be confirmed or declined, not open."
    with pytest.raises(TransitionRefused) as refusal:
        move(pavilion_at(PavilionStage.CLOSED, "TH"), PavilionStage.DECLINED)
    assert str(refusal.value) == "Thailand is closed. The next stage can be open, not declined."


def test_design_approved_needs_an_approved_design() -> None:
    pavilion = pavilion_at(PavilionStage.IN_DESIGN)
    with pytest.raises(DomainError) as refusal:
        move(pavilion, PavilionStage.DESIGN_APPROVED)
    assert (refusal.value.code, refusal.value.field) == ("no_approved_design", "to")
    approved_design(pavilion)
    assert move(pavilion, PavilionStage.DESIGN_APPROVED).stage == PavilionStage.DESIGN_APPROVED


def test_back_in_design_means_that_another_version_is_to_be_approved() -> None:
    pavilion = pavilion_at(PavilionStage.DESIGN_APPROVED)
    move(pavilion, PavilionStage.IN_DESIGN)
    assert PavilionDesign.objects.get().state == DesignState.SUPERSEDED
    with pytest.raises(DomainError, match="France has no approved design"):
        move(pavilion, PavilionStage.DESIGN_APPROVED)
    approved_design(pavilion, "another")
    assert move(pavilion, PavilionStage.DESIGN_APPROVED).stage == PavilionStage.DESIGN_APPROVED


@pytest.mark.parametrize("stage", [PavilionStage.DESIGN_APPROVED, PavilionStage.UNDER_CONSTRUCTION, PavilionStage.OPEN])
def test_stages_of_a_stand_need_space(stage: PavilionStage) -> None:
    pavilion = pavilion_at(WAY[WAY.index(stage) - 1])
    if stage == PavilionStage.DESIGN_APPROVED:
        approved_design(pavilion)
    with transaction.atomic():
        move_claims(pavilion.pk, to=ClaimState.RELEASED, at=NOON)
    with pytest.raises(DomainError) as refusal:
        move(pavilion, stage)
    assert (refusal.value.code, refusal.value.field, str(refusal.value)) == (
        "no_space",
        "to",
        "France has no space. Allocate booths or m² first.",
    )
    give(pavilion)
    assert move(pavilion, stage).stage == stage


def test_design_of_no_stand_is_not_approved() -> None:
    pavilion = pavilion_at(PavilionStage.IN_DESIGN)
    design = submitted_design(pavilion)
    with pytest.raises(DomainError) as refusal:
        approve_design(pavilion.pk, design.pk, actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("no_space", "comment")
    design.refresh_from_db()
    assert design.state == DesignState.SUBMITTED


def test_pavilion_under_construction_keeps_some_space() -> None:
    pavilion = pavilion_at(PavilionStage.UNDER_CONSTRUCTION)
    present = pavilion.holder.claims.live().get()
    with pytest.raises(DomainError) as refusal:
        take_back_space(pavilion.pk, [present.pk], actor=organizer(), at=NOON)
    assert refusal.value.code == "building_needs_space"
    give(pavilion)
    take_back_space(pavilion.pk, [present.pk], actor=organizer(), at=NOON)
    assert pavilion.holder.claims.live().count() == 1


def test_pavilion_closed_by_mistake_opens_again_until_the_edition_is_over() -> None:
    pavilion = pavilion_at(PavilionStage.CLOSED)
    manager = manager_of(pavilion)
    assert move(pavilion, PavilionStage.OPEN).stage == PavilionStage.OPEN
    letters = Email.objects.filter(to=manager.email).values_list("context__kind", "context__state")
    assert list(letters) == [("pavilion_stage", "open")]
    move(pavilion, PavilionStage.CLOSED)
    with pytest.raises(DomainError) as refusal:
        move(pavilion, PavilionStage.OPEN, at=OPENING + 6 * DAY)
    assert (refusal.value.code, str(refusal.value)) == (
        "edition_over",
        f"{pavilion.edition} ended on 10 November 2024. A pavilion can be opened again until that day.",
    )


@pytest.mark.parametrize(
    ("terms", "code", "field"),
    [
        ({"organization": "UNESCO", "is_guest_of_honour": True}, "guest_is_a_country", "is_guest_of_honour"),
        ({"organization": " hungary "}, "organization_is_a_country", "organization"),
        ({"organization": "An agency", "organization_zh": "匈牙利"}, "organization_is_a_country", "organization_zh"),
        ({"organization": "International  TRADE centre"}, "pavilion_once_per_edition", "organization"),
        ({"organization": "ITC", "organization_zh": "国际贸易中心"}, "pavilion_once_in_chinese", "organization_zh"),
        ({"country": "TH"}, "pavilion_once_per_edition", "country"),
        ({"country": "CN"}, "unusual_guest", "is_certain"),
        ({"country": "AQ"}, "unusual_guest", "is_certain"),
    ],
)
def test_implausible_invitation_is_refused_beside_its_field(terms: dict[str, Any], code: str, field: str) -> None:
    edition, director = EditionFactory(), organizer()
    known: dict[str, Any] = {"organization": "International Trade Centre", "organization_zh": "国际贸易中心"}
    invite_to_national_exhibition(edition.pk, **known, actor=director, at=NOON)
    invite_to_national_exhibition(edition.pk, country="TH", actor=director, at=NOON)
    with pytest.raises(Invalid) as refusal:
        invite_to_national_exhibition(edition.pk, **terms, actor=director, at=NOON)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert NationalPavilion.objects.count() == 2


def test_host_country_and_territories_are_invited_by_those_who_are_certain() -> None:
    for country in ("CN", "AQ"):
        assert invited(country, is_certain=True).country == country


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"organization": "UNIDO", "is_guest_of_honour": True}, "guest_of_honour_is_a_country"),
        ({"organization": "uNICEF"}, "pavilion_once_per_edition"),
        ({"organization": "Another", "organization_zh": "儿基会"}, "pavilion_once_in_chinese"),
    ],
)
def test_database_refuses_what_the_invitation_refuses(fields: dict[str, Any], constraint: str) -> None:
    edition = EditionFactory()
    NationalPavilionFactory(edition=edition, country="", organization="UNICEF", organization_zh="儿基会")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        NationalPavilionFactory(edition=edition, country="", **fields)


def test_no_pavilion_is_open_before_the_first_day_of_the_edition() -> None:
    pavilion = pavilion_at(PavilionStage.UNDER_CONSTRUCTION)
    give(pavilion)
    midnight = datetime(2024, 11, 5, tzinfo=pavilion.edition.zone)
    with pytest.raises(DomainError) as refusal:
        move(pavilion, PavilionStage.OPEN, at=midnight - timedelta(seconds=1))
    assert (refusal.value.field, str(refusal.value)) == (
        "to",
        f"{pavilion.edition} opens on 5 November 2024. No pavilion can be open before that day.",
    )
    assert move(pavilion, PavilionStage.OPEN, at=midnight).stage == PavilionStage.OPEN


def test_construction_noted_by_mistake_is_taken_back_and_its_design_stays_approved() -> None:
    pavilion = pavilion_at(PavilionStage.UNDER_CONSTRUCTION)
    assert move(pavilion, PavilionStage.DESIGN_APPROVED).stage == PavilionStage.DESIGN_APPROVED
    assert PavilionDesign.objects.get().state == DesignState.APPROVED
    assert move(pavilion, PavilionStage.UNDER_CONSTRUCTION).stage == PavilionStage.UNDER_CONSTRUCTION


def test_space_is_committed_on_confirming_and_given_back_on_declining() -> None:
    pavilion = invited()
    booth = national_booth(pavilion.edition)
    give_booths(pavilion.pk, [booth.pk], actor=organizer(), at=NOON)
    assert SpaceClaim.objects.get().state == ClaimState.RESERVED
    move(pavilion, PavilionStage.CONFIRMED)
    assert SpaceClaim.objects.get().state == ClaimState.COMMITTED
    move(pavilion, PavilionStage.DECLINED)
    booth.allotment.refresh_from_db()
    assert (SpaceClaim.objects.get().state, int(booth.allotment.claimed_sqm)) == ("released", 0)
    move(pavilion, PavilionStage.INVITED)
    assert move(pavilion, PavilionStage.CONFIRMED).stage == PavilionStage.CONFIRMED


def test_standard_tasks_come_once_with_the_confirmation() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    due = dict(PavilionTask.objects.values_list("standard", "due_date"))
    opens = pavilion.edition.opens_date
    assert due == {
        StandardTask.SPACE: TODAY + 14 * DAY,  # its usual day, 164 days before the opening, is too soon
        StandardTask.PROFILE: opens - 150 * DAY,
        StandardTask.CONTRACTOR: opens - 135 * DAY,
        StandardTask.DESIGN: opens - 111 * DAY,
        StandardTask.PICTURES: opens - 90 * DAY,
        StandardTask.PROGRAMME: opens - 59 * DAY,
    }
    for to in (PavilionStage.DECLINED, PavilionStage.INVITED, PavilionStage.CONFIRMED):
        move(pavilion, to, at=NOON + 30 * DAY)
    assert PavilionTask.objects.count() == len(StandardTask)
    assert PavilionTask.objects.get(standard=StandardTask.SPACE).due_date == TODAY + 44 * DAY


def test_pavilion_invited_after_the_deadline_is_not_late_at_once() -> None:
    edition = EditionFactory()
    set_stage_deadlines(edition.pk, {PavilionStage.CONFIRMED: TODAY - 8 * DAY}, actor=organizer(), at=NOON)
    pavilion = invited(edition=edition)

    def due(today: date) -> Due | None:
        return due_of(pavilions_of(edition).get(pk=pavilion.pk), deadlines_of(edition), today=today)

    assert due(TODAY) == Due(PavilionStage.CONFIRMED, TODAY + 28 * DAY, -28)
    assert due(TODAY + 29 * DAY) == Due(PavilionStage.CONFIRMED, TODAY + 28 * DAY, 1)


def test_time_for_a_stage_ends_when_the_edition_opens() -> None:
    edition = EditionFactory()
    pavilion = invite_to_national_exhibition(edition.pk, country="FR", actor=organizer(), at=OPENING - 3 * DAY)
    found = pavilions_of(edition).get(pk=pavilion.pk)
    due = due_of(found, deadlines_of(edition), today=edition.opens_date)
    assert due == Due(PavilionStage.CONFIRMED, edition.opens_date, 0)


def test_pavilion_under_construction_can_still_decline() -> None:
    pavilion = pavilion_at(PavilionStage.UNDER_CONSTRUCTION)
    give(pavilion)
    move(pavilion, PavilionStage.DECLINED)
    assert list(pavilion.holder.claims.live()) == []


def test_declined_country_is_invited_again_as_the_same_pavilion() -> None:
    pavilion = pavilion_at(PavilionStage.DESIGN_APPROVED)
    move(pavilion, PavilionStage.DECLINED)
    again = invite_to_national_exhibition(
        pavilion.edition_id, country="FR", is_guest_of_honour=True, actor=organizer(), at=NOON + DAY
    )
    assert (again.pk, again.stage, again.invited_at, again.confirmed_at, again.is_guest_of_honour) == (
        pavilion.pk,
        PavilionStage.INVITED,
        NOON + DAY,
        None,
        True,
    )
    assert list(again.designs.values_list("state", flat=True)) == [DesignState.SUPERSEDED]


def test_country_that_has_not_declined_is_invited_once() -> None:
    pavilion = invited()
    with pytest.raises(DomainError, match="already been invited"):
        invite_to_national_exhibition(pavilion.edition_id, country="FR", actor=organizer(), at=NOON)


def test_history_of_moves_is_never_rewritten() -> None:
    invited()
    for change in (PavilionMove.objects.all().delete, lambda: PavilionMove.objects.update(note="x")):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            change()


def test_next_stage_is_due_by_the_usual_deadline_the_editions_or_its_own() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    edition = pavilion.edition

    def due() -> Due | None:
        fresh = pavilions_of(edition).get(pk=pavilion.pk)
        return due_of(fresh, deadlines_of(edition), today=TODAY)

    assert due() == Due(PavilionStage.IN_DESIGN, date(2024, 6, 8), -22)
    set_stage_deadlines(edition.pk, {PavilionStage.IN_DESIGN: date(2024, 7, 10)}, actor=organizer(), at=NOON)
    assert due() == Due(PavilionStage.IN_DESIGN, date(2024, 7, 10), -54)
    set_next_due_date(pavilion.pk, due_date=TODAY, actor=organizer(), at=NOON)
    assert due() == Due(PavilionStage.IN_DESIGN, TODAY, 0)
    move(pavilion, PavilionStage.IN_DESIGN)
    assert due() == Due(PavilionStage.DESIGN_APPROVED, date(2024, 8, 7), -82)
    closed = pavilions_of(edition).get(pk=pavilion_at(PavilionStage.CLOSED, "TH").pk)
    assert due_of(closed, deadlines_of(edition), today=TODAY) is None


@pytest.mark.parametrize("day", [date(1999, 1, 1), date(2025, 6, 1)])
def test_senseless_days_are_refused(day: date) -> None:
    pavilion = invited()
    with pytest.raises(Invalid) as refusal:
        set_next_due_date(pavilion.pk, due_date=day, actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("senseless_day", "due_date")
    with pytest.raises(Invalid) as refusal:
        set_stage_deadlines(pavilion.edition_id, {PavilionStage.OPEN: day}, actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("senseless_day", "open")


def test_deadlines_keep_the_order_of_stages() -> None:
    edition = EditionFactory()
    wrong = {PavilionStage.DESIGN_APPROVED: edition.opens_date - 200 * DAY}
    with pytest.raises(Invalid) as refusal:
        set_stage_deadlines(edition.pk, wrong, actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("deadlines_out_of_order", "design_approved")
    assert str(refusal.value) == "“design approved” cannot be due before “in design” (8 June 2024)."


def test_guest_of_honour_is_counted_from_earlier_editions() -> None:
    for number in (2, 4, 7, 9):
        edition = EditionFactory(number=number)
        pavilion = pavilion_at(PavilionStage.CONFIRMED, edition=edition, is_guest_of_honour=True)
        pavilion_at(PavilionStage.CONFIRMED, "TH", edition=edition, is_guest_of_honour=number == 7)
        invited("DE", edition=edition, is_guest_of_honour=True)
    counted = {
        (str(each), each.edition.number): times_as_guest(each)
        for each in NationalPavilion.objects.select_related("edition").filter(edition__number=7)
    }
    assert counted == {("France", 7): 3, ("Thailand", 7): 1, ("Germany", 7): 0}
    assert times_as_guest(set_guest_of_honour(pavilion.pk, is_guest=False, actor=organizer(), at=NOON)) == 0


def test_organization_is_no_guest_country() -> None:
    pavilion = invited("", organization="UNIDO")
    with pytest.raises(Invalid, match="Only a country"):
        set_guest_of_honour(pavilion.pk, is_guest=True, actor=organizer(), at=NOON)


def test_story_tells_moves_space_and_changes_newest_first() -> None:
    pavilion = invited()
    move(pavilion, PavilionStage.CONFIRMED, note="By mail.")
    booth = give(pavilion)
    approved_design(pavilion)
    invite_manager(pavilion.pk, email="ann@example.org", actor=organizer(), at=NOON)
    set_guest_of_honour(pavilion.pk, is_guest=True, actor=organizer(), at=NOON + DAY)
    actual = [(str(each.action), each.note) for each in lines_of_history(pavilion)]
    assert sorted(actual) == [
        ("confirmed", "By mail."),
        ("design approved", "version 1: stand.pdf"),
        ("design submitted for review", "version 1: stand.pdf"),
        ("design uploaded", "version 1: stand.pdf"),
        ("guest of honour set", ""),
        ("invited", ""),
        ("manager invited", "ann@example.org"),
        ("space allocated", f"{booth.plan.hall.name}/{booth.number}, 9 m²"),
    ]
    assert actual[0] == ("guest of honour set", "")


def test_story_names_who_gave_and_took_space_and_who_submitted() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    giver, taker, sender = organizer(), organizer(), manager_of(pavilion)
    booth = national_booth(pavilion.edition)
    give_booths(pavilion.pk, [booth.pk], actor=giver, at=NOON + DAY)
    give_area(pavilion.pk, booth.allotment_id, area_sqm=Decimal(20), actor=taker, at=NOON + 2 * DAY)
    take_back_space(pavilion.pk, [SpaceClaim.objects.get(booth=booth).pk], actor=taker, at=NOON + 3 * DAY)
    design = send_design(pavilion.pk, pdf(), actor=giver, at=NOON + 4 * DAY)
    submit_design(pavilion.pk, design.pk, actor=sender, at=NOON + 5 * DAY)
    move(pavilion, PavilionStage.DECLINED, at=NOON + 6 * DAY)
    actual = [(str(each.action), str(each.who)) for each in lines_of_history(pavilion)]
    decliner = str(PavilionMove.objects.order_by("pk").last().moved_by)  # type: ignore[union-attr]
    assert sorted(actual[:2]) == [("declined", decliner), ("space taken back", decliner)]
    assert actual[2:7] == [
        ("design submitted for review", str(sender)),
        ("design uploaded", str(giver)),
        ("space taken back", str(taker)),
        ("space allocated", str(taker)),
        ("space allocated", str(giver)),
    ]


@pytest.mark.parametrize("role", [OrganizerRole.REVIEWER, OrganizerRole.FINANCE, OrganizerRole.FLOOR_PLANNER])
def test_only_directors_guide_pavilions(role: OrganizerRole) -> None:
    pavilion = invited()
    for person in (organizer(role), manager_of(pavilion)):
        with pytest.raises(NotAllowed):
            change_stage(pavilion.pk, to=PavilionStage.CONFIRMED, actor=person, at=NOON)
        with pytest.raises(NotAllowed):
            set_next_due_date(pavilion.pk, due_date=None, actor=person, at=NOON)
        with pytest.raises(NotAllowed):
            set_guest_of_honour(pavilion.pk, is_guest=True, actor=person, at=NOON)
        with pytest.raises(NotAllowed):
            set_stage_deadlines(pavilion.edition_id, {}, actor=person, at=NOON)
    with pytest.raises(NotFound):
        change_stage(0, to=PavilionStage.CONFIRMED, actor=organizer(), at=NOON)

"""A plan is published only if it meets the rules of its hall, and what it was checked against is kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.publishing.models import PlanSafetyReport
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.plans.safety.models import RuleException
from pavilions.plans.safety.operations import choose_rules, grant_exception, withdraw_exception
from pavilions.plans.safety.queries import check_plan, chosen_rules, exit_clearance_cm
from pavilions.plans.safety.states import Measure, Severity
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.factories import NOON, HallFactory, organizer
from tests.pavilions.safety.plans import LONG_AGO, add_booth, chosen, rule_set

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def narrow(draft: FloorPlan, allotment: Allotment) -> FloorPlan:
    """Two rows only 2.40 m apart."""
    add_booth(draft, allotment, "A1", 500, 500)
    add_booth(draft, allotment, "B1", 500, 1_040)
    return draft


def test_a_broken_mandatory_rule_stops_publishing_and_says_where(narrow: FloorPlan) -> None:
    chosen(narrow, (Measure.AISLE_WIDTH, "3", Severity.MANDATORY))
    with pytest.raises(DomainError) as refusal:
        publish_floor_plan(narrow.pk, actor=SYSTEM, at=NOON)
    assert refusal.value.code == "rules_not_met"
    assert "The aisle at A1, B1 is only 2.4 m wide; the rule asks for at least 3 m." in str(refusal.value)
    assert not PlanSafetyReport.objects.exists()


@pytest.mark.parametrize(("clearance_cm", "is_refused"), [(0, False), (140, False), (145, True)])
def test_a_booth_within_the_clearance_of_an_exit_is_not_published_in_a_hall_without_rules(
    draft: FloorPlan, allotment: Allotment, clearance_cm: int, *, is_refused: bool
) -> None:
    draft.obstructions.update(clearance_cm=clearance_cm)
    add_booth(draft, allotment, "A1", 1_850, 180)  # 1.40 m before the exit
    if not is_refused:
        publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON)
        return
    with pytest.raises(DomainError, match=r"Exits are not clear: A1\. Move these booths") as refusal:
        publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON)
    assert (refusal.value.code, refusal.value.details) == ("exits_not_clear", {"booths": ["A1"]})


def test_a_booth_on_an_exit_without_clearance_is_not_published(draft: FloorPlan, allotment: Allotment) -> None:
    add_booth(draft, allotment, "A1", 1_850, 20)
    with pytest.raises(DomainError) as refusal:
        publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON)
    assert refusal.value.code == "exits_not_clear"


@pytest.mark.parametrize(
    ("rules", "clearance_cm"),
    [
        ((), 140),
        (((Measure.EXIT_CLEARANCE, "2.5", Severity.MANDATORY),), 250),
        (((Measure.EXIT_FRONT, "3", Severity.MANDATORY),), 0),
        (((Measure.AISLE_WIDTH, "3", Severity.MANDATORY),), 140),
    ],
    ids=["no rules", "on clearance", "on what is before exits", "on aisles"],
)
def test_new_exits_keep_clear_what_the_rules_ask_for_else_a_usual_distance(
    draft: FloorPlan, rules: tuple[tuple[Measure, str, Severity], ...], clearance_cm: int
) -> None:
    if rules:
        chosen(draft, *rules)
    assert exit_clearance_cm(draft.hall, draft.edition.opens_date) == clearance_cm


def test_a_booth_before_the_only_exit_is_not_published(draft: FloorPlan, allotment: Allotment) -> None:
    chosen(draft, (Measure.EXIT_FRONT, "3", Severity.MANDATORY), (Measure.EXITS, "1", Severity.MANDATORY))
    add_booth(draft, allotment, "A1", 1_800, 90, width=400)
    with pytest.raises(DomainError, match=r"Only 0\.5 m is free in front of exit 1; the rule asks for at least 3 m\."):
        publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON)


def test_booths_that_nobody_can_enter_are_named(draft: FloorPlan, allotment: Allotment) -> None:
    """Of a block of four rows, the inner ones but for their ends."""
    chosen(draft, (Measure.ENTRANCE, "1", Severity.MANDATORY))
    for row in range(4):
        for column in range(7):
            add_booth(draft, allotment, f"{'ABCD'[row]}{column + 1}", 900 + 300 * column, 900 + 300 * row)
    found = check_plan(draft, today=TODAY).findings
    inner = {f"{row}{column}" for row in "BC" for column in range(2, 7)}
    assert {judged.finding.subjects[0] for judged in found} == inner


def test_a_broken_recommendation_needs_a_reason_that_is_kept(narrow: FloorPlan) -> None:
    chosen(narrow, (Measure.AISLE_WIDTH, "3", Severity.RECOMMENDED))
    with pytest.raises(DomainError, match="rules of its hall"):
        publish_floor_plan(narrow.pk, actor=SYSTEM, at=NOON)
    director = organizer()
    subjects = check_plan(narrow, today=TODAY).findings[0].finding.subjects
    grant_exception(
        narrow.pk,
        Measure.AISLE_WIDTH,
        subjects,
        reason="Agreed with the venue",
        lapses_on=None,
        actor=director,
        at=NOON,
    )
    published = publish_floor_plan(narrow.pk, actor=SYSTEM, at=NOON)
    content = PlanSafetyReport.objects.get(publication__plan=published).content
    assert content["accepted"][0]["reason"] == "Agreed with the venue"
    assert content["accepted"][0]["by"] == str(director)
    assert content["accepted"][0]["sentence"]["en"].startswith("The aisle at A1, B1 is only 2.4 m wide")
    assert content["accepted"][0]["sentence"]["zh-hans"] != content["accepted"][0]["sentence"]["en"]
    assert content["rules"][0]["found"] == 1
    address = reverse("hall_plans:safety_report", args=[published.publications.get().pk])
    answer = signed_in(director).get(address)
    assert answer.content.startswith(b"%PDF")
    history = signed_in(director).get(reverse("plans:versions", args=[published.hall.name]), follow=True)
    assert address in history.text


def test_a_lapsed_or_withdrawn_exception_covers_nothing(narrow: FloorPlan) -> None:
    chosen(narrow, (Measure.AISLE_WIDTH, "3", Severity.RECOMMENDED))
    subjects = check_plan(narrow, today=TODAY).findings[0].finding.subjects
    exception = grant_exception(
        narrow.pk, Measure.AISLE_WIDTH, subjects, reason="Until summer", lapses_on=TODAY, actor=organizer(), at=NOON
    )
    assert check_plan(narrow, today=TODAY).stopping == []
    with pytest.raises(DomainError, match="rules of its hall"):
        publish_floor_plan(narrow.pk, actor=SYSTEM, at=NOON + timedelta(days=1))
    withdraw_exception(exception.pk, actor=organizer(), at=NOON)
    with pytest.raises(DomainError, match="rules of its hall"):
        publish_floor_plan(narrow.pk, actor=SYSTEM, at=NOON)


def test_an_exception_covers_nothing_worse_and_no_other_booths(narrow: FloorPlan, allotment: Allotment) -> None:
    chosen(narrow, (Measure.AISLE_WIDTH, "3", Severity.RECOMMENDED))
    subjects = check_plan(narrow, today=TODAY).findings[0].finding.subjects
    grant_exception(
        narrow.pk, Measure.AISLE_WIDTH, subjects, reason="Agreed", lapses_on=None, actor=organizer(), at=NOON
    )
    booth = narrow.booths.get(number="B1")
    booth.footprint = [[500, 1_030], [800, 1_030], [800, 1_330], [500, 1_330]]
    booth.save()
    assert check_plan(narrow, today=TODAY).stopping
    booth.footprint = [[500, 1_050], [800, 1_050], [800, 1_350], [500, 1_350]]
    booth.save()
    assert not check_plan(narrow, today=TODAY).stopping
    add_booth(narrow, allotment, "B2", 800, 1_050)
    add_booth(narrow, allotment, "A2", 800, 500)
    assert check_plan(narrow, today=TODAY).stopping


def test_exceptions_are_refused_in_words(narrow: FloorPlan) -> None:
    found = chosen(narrow, (Measure.AISLE_WIDTH, "3", Severity.RECOMMENDED))
    director = organizer()

    def grant(**changed: Any) -> RuleException:
        said: dict[str, Any] = {
            "measure": Measure.AISLE_WIDTH,
            "subjects": ["A1", "B1"],
            "reason": "Agreed",
            "lapses_on": None,
        }
        said |= changed
        who = said.pop("actor", director)
        return grant_exception(narrow.pk, said.pop("measure"), said.pop("subjects"), **said, actor=who, at=NOON)

    for changed, kind, code in (
        ({"reason": "  "}, Invalid, "reason_missing"),
        ({"lapses_on": TODAY - timedelta(days=1)}, Invalid, "day_passed"),
        ({"subjects": ["A1"]}, DomainError, "finding_gone"),
        ({"measure": Measure.TRAVEL}, DomainError, "finding_gone"),
        ({"seen": narrow.revision + 1}, DomainError, "changed_meanwhile"),
    ):
        with pytest.raises(kind) as refusal:
            grant(**changed)
        assert refusal.value.code == code
    with pytest.raises(NotAllowed):
        grant(actor=organizer(OrganizerRole.FLOOR_PLANNER))
    found.rules.update(severity=Severity.MANDATORY)
    with pytest.raises(DomainError) as refusal:
        grant()
    assert refusal.value.code == "finding_gone"


def test_exceptions_and_reports_cannot_be_rewritten(narrow: FloorPlan) -> None:
    chosen(narrow, (Measure.AISLE_WIDTH, "3", Severity.RECOMMENDED))
    exception = grant_exception(
        narrow.pk, Measure.AISLE_WIDTH, ["A1", "B1"], reason="Agreed", lapses_on=None, actor=organizer(), at=NOON
    )
    publish_floor_plan(narrow.pk, actor=SYSTEM, at=NOON)
    for rows, change in (
        (RuleException.objects.filter(pk=exception.pk), {"reason": "Better"}),
        (PlanSafetyReport.objects.all(), {"content": {}}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_a_hall_without_rules_is_published_and_the_report_says_so(narrow: FloorPlan) -> None:
    publish_floor_plan(narrow.pk, actor=SYSTEM, at=NOON)
    report = PlanSafetyReport.objects.get()
    assert report.content == {"rule_set": None}
    address = reverse("hall_plans:safety_report", args=[report.publication_id])
    assert signed_in(organizer()).get(address).status_code == 404


def test_a_halls_own_rules_come_before_those_of_the_venue_and_begin_on_their_day(draft: FloorPlan) -> None:
    director, venue, own, later = organizer(), rule_set(), rule_set(), rule_set()
    day = draft.edition.opens_date
    choose_rules(None, venue.pk, valid_from=LONG_AGO, is_sprinklered=False, actor=director, at=NOON)
    found = chosen_rules(draft.hall, day)
    assert found is not None
    assert found.rule_set == venue
    choose_rules(draft.hall_id, own.pk, valid_from=day, is_sprinklered=True, actor=director, at=NOON)
    choose_rules(
        draft.hall_id, later.pk, valid_from=day + timedelta(days=1), is_sprinklered=True, actor=director, at=NOON
    )
    found = chosen_rules(draft.hall, day)
    assert found is not None
    assert found.rule_set == own
    other = chosen_rules(HallFactory(), day)
    assert other is not None
    assert other.rule_set == venue
    with pytest.raises(DomainError, match="already been chosen from this day"):
        choose_rules(None, own.pk, valid_from=LONG_AGO, is_sprinklered=False, actor=director, at=NOON)


def test_the_number_of_queries_does_not_depend_on_the_plan(narrow: FloorPlan, allotment: Allotment) -> None:
    chosen(narrow, (Measure.AISLE_WIDTH, "3", Severity.RECOMMENDED), (Measure.FILL, "0.1", Severity.MANDATORY))
    with CaptureQueriesContext(connection) as few:
        check_plan(narrow, today=TODAY)
    for column in range(4):
        add_booth(narrow, allotment, f"C{column}", 1_500 + 300 * column, 2_000)
    with CaptureQueriesContext(connection) as many:
        check_plan(narrow, today=TODAY)
    assert len(many) == len(few)

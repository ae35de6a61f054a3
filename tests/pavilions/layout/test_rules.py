"""The generator keeps the rule set of the hall, and says what it could not meet."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils.html import escape

from pavilions.floor.models.edition import Edition
from pavilions.plans.layout.generator import SHANGHAI
from pavilions.plans.layout.queries import rules_of_layout
from pavilions.plans.safety.models import HallRules
from pavilions.plans.safety.states import Measure, Severity
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.factories import EditionFactory, HallFactory, organizer
from tests.html_rules import assert_clean
from tests.pavilions.layout.page import PAGE, TYPED, errors
from tests.pavilions.safety.plans import LONG_AGO, rule_set

pytestmark = pytest.mark.django_db
MUST, SHOULD = Severity.MANDATORY, Severity.RECOMMENDED


@pytest.fixture
def edition() -> Edition:
    edition: Edition = EditionFactory(number=7)
    return edition


@pytest.fixture
def client(edition: Edition) -> Client:
    return signed_in(organizer(OrganizerRole.FLOOR_PLANNER))


def everywhere(*rules: tuple[Measure, str, Severity]) -> None:
    HallRules.objects.create(hall=None, rule_set=rule_set(*rules), valid_from=LONG_AGO)


def test_limits_are_those_of_the_set_and_else_planning_figures(edition: Edition) -> None:
    hall = HallFactory()
    figures = rules_of_layout(hall, edition)
    assert (figures.aisle_cm, figures.main_aisle_cm) == (300, 600)
    assert figures.rules == SHANGHAI._replace(aisle_cm=100, main_aisle_cm=100, exit_clearance_cm=140)
    everywhere(
        (Measure.AISLE_WIDTH, "1.80", MUST),
        (Measure.AISLE_WIDTH, "2.50", SHOULD),
        (Measure.MAIN_AISLE, "4", SHOULD),
        (Measure.ROW_LENGTH, "30", SHOULD),
        (Measure.ROW_LENGTH, "24", MUST),
        (Measure.BLOCK_DEPTH, "12", MUST),
        (Measure.EXIT_FRONT, "4.57", MUST),
    )
    found = rules_of_layout(hall, edition)
    assert (found.aisle_cm, found.main_aisle_cm) == (250, 400)
    assert (found.rules.aisle_cm, found.rules.main_aisle_cm, found.rules.longest_row_cm) == (180, 180, 2_400)
    assert (found.rules.deepest_block_cm, found.rules.exit_clearance_cm, found.rules.exit_front_cm) == (1_200, 0, 457)
    assert (found.rules.wall_clearance_cm, found.rules.largest_fill) == (SHANGHAI.wall_clearance_cm, Decimal(1))


def test_the_page_refuses_less_than_the_set_requires_and_nothing_else(client: Client) -> None:
    everywhere((Measure.AISLE_WIDTH, "1.80", MUST), (Measure.BLOCK_DEPTH, "12", MUST))
    assert errors(client, aisle="1.80", main_aisle="1.80") == {}
    assert errors(client, aisle="1.79", main_aisle="2") == {"aisle": ["The rules require at least 1.8 m here."]}
    assert errors(client, block_depth="14") == {
        "block_depth": ["The rules allow blocks of at most 12 m in depth."],
    }
    assert client.get(PAGE).context["form"]["aisle"].value() == "1.80"


def test_without_a_set_aisles_may_be_as_narrow_as_in_real_halls_and_that_is_said(client: Client) -> None:
    page = client.post(PAGE, {**TYPED, "aisle": "1.80", "main_aisle": "2.50"})
    assert page.status_code == 200
    assert "Narrower than is recommended here: 3 m." in page.text
    assert "Narrower than is recommended here: 6 m." in page.text


def test_what_could_not_be_met_is_said_with_measure_and_limit(client: Client) -> None:
    everywhere((Measure.AISLE_WIDTH, "3", MUST), (Measure.FILL, "20", MUST), (Measure.EXITS, "9", SHOULD))
    page = client.post(PAGE, TYPED)
    found = {finding.rule.measure: finding for finding in page.context["preview"].check.findings}
    assert set(found) == {Measure.FILL, Measure.EXITS}
    assert escape(found[Measure.FILL].message) in page.text
    assert "Exits that can be reached: 4; required: 9." in page.text
    assert "can be drawn, but not published" in page.text
    assert_clean(page)


def test_a_layout_by_the_rules_breaks_none_of_them(client: Client) -> None:
    everywhere(
        (Measure.AISLE_WIDTH, "2.50", MUST),
        (Measure.ENTRANCE, "1", MUST),
        (Measure.ROW_LENGTH, "18", MUST),
        (Measure.EXIT_FRONT, "4", MUST),
        (Measure.WALL_CLEARANCE, "0.80", MUST),
        (Measure.COLUMN_CLEARANCE, "0.70", MUST),
        (Measure.TRAVEL, "60", MUST),
    )
    said = {"aisle": "2.5", "main_aisle": "3", "hydrants": "20"}
    page = client.post(PAGE, {**TYPED, **said})
    assert list(page.context["preview"].check.findings) == []
    assert "Every rule that was measured is met." in page.text
    assert "Not measured, since the rule set has no such rule" in page.text

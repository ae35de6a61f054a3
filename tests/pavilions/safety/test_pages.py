"""The pages of a venue's rules and of what a plan breaks of them."""

import json
from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import escape

from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.safety.models import HallRules, RuleException, RuleSet, VenueRule
from pavilions.plans.safety.starter_rules import STARTER_SETS
from pavilions.plans.safety.states import Measure, Severity
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.factories import organizer
from tests.html_rules import assert_clean
from tests.pavilions.safety.plans import add_booth, chosen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.mark.parametrize("starter", STARTER_SETS)
def test_starter_sets_are_added_and_shown(starter: str) -> None:
    client = signed_in(organizer(OrganizerRole.FLOOR_PLANNER))
    client.post(reverse("safety:load"), {"starter": starter})
    found = RuleSet.objects.get()
    assert found.rules.count() == len(STARTER_SETS[starter].rules)
    page = client.get(reverse("safety:set", args=[found.pk]))
    assert_clean(page)
    assert all(escape(rule.source) in page.text for rule in found.rules.all())
    assert_clean(client.get(reverse("safety:sets")))


def test_german_travel_grows_with_the_height_and_says_so() -> None:
    client = signed_in(organizer())
    client.post(reverse("safety:load"), {"starter": "germany"})
    page = client.get(reverse("safety:set", args=[RuleSet.objects.get().pk]))
    assert "at most 30 m; 5 m more for every 2.5 m of clear height above 5 m, at most 60 m" in page.text


def test_a_venues_own_rules_by_form() -> None:
    client = signed_in(organizer())
    client.post(reverse("safety:load"), {"starter": "china"})
    copied = RuleSet.objects.get()
    client.post(
        f"{reverse('safety:add')}?copy={copied.pk}",
        {"name": "Our venue", "name_zh": "本馆", "source": "Manual", "persons_per_sqm": "0.7", "revision": "0"},
    )
    own = RuleSet.objects.get(name="Our venue")
    assert own.rules.count() == copied.rules.count()
    rule = own.rules.get(measure=Measure.AISLE_WIDTH)
    said = {
        "measure": Measure.AISLE_WIDTH,
        "limit": "3.5",
        "severity": Severity.MANDATORY,
        "source": "Manual, page 12",
        "read_on": "2024-05-01",
        "revision": rule.revision,
    }
    assert client.post(reverse("safety:rule", args=[rule.pk]), said).status_code == 302
    rule.refresh_from_db()
    assert (str(rule.limit), rule.source) == ("3.50", "Manual, page 12")
    stale = client.post(reverse("safety:rule", args=[rule.pk]), said | {"limit": "4"})
    assert stale.status_code == 422
    assert "4" in stale.text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"limit": "0"}, "Enter a limit above 0."),
        ({"limit": "-3"}, "Enter a limit above 0."),
        ({"limit": "wide"}, "Enter a number."),
        ({"limit": ""}, "This field is required."),
        ({"source": ""}, "This field is required."),
        ({"measure": "luck"}, "Select a valid choice."),
        ({"measure": Measure.FILL, "limit": "120"}, "At most 100%."),
        ({"measure": Measure.EXITS, "limit": "1.5"}, "Enter a whole number."),
        ({"step_adds": "5"}, "Enter all four values"),
        ({"valid_from": "2024-06-01", "valid_until": "2024-05-01"}, "The last day must not be before the first."),
    ],
)
def test_bad_rules_are_refused_in_words_and_keep_what_was_typed(changed: dict[str, str], sentence: str) -> None:
    client = signed_in(organizer())
    client.post(reverse("safety:load"), {"starter": "usa"})
    found = RuleSet.objects.get()
    before = found.rules.count()
    said = {
        "measure": Measure.AISLE_WIDTH,
        "limit": "3",
        "severity": Severity.MANDATORY,
        "source": "House rules of the east wing",
        "read_on": "2024-05-01",
        "revision": found.revision,
    }
    answer = client.post(reverse("safety:add_rule", args=[found.pk]), said | changed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "2024-05-01" in answer.text
    assert found.rules.count() == before


def test_rules_are_chosen_and_a_set_in_use_stays(draft: FloorPlan) -> None:
    client = signed_in(organizer())
    client.post(reverse("safety:load"), {"starter": "germany"})
    found = RuleSet.objects.get()
    said = {"hall": "", "rule_set": found.pk, "valid_from": "2024-01-01", "revision": "0"}
    assert client.post(reverse("safety:choose"), said).status_code == 302
    assert client.post(reverse("safety:choose"), said | {"revision": "1"}).status_code == 422
    client.post(reverse("safety:remove", args=[found.pk]), {"revision": found.revision})
    assert RuleSet.objects.exists()
    choice = HallRules.objects.get()
    client.post(reverse("safety:remove_choice", args=[choice.pk]), {"revision": choice.revision})
    client.post(reverse("safety:remove", args=[found.pk]), {"revision": found.revision})
    assert not RuleSet.objects.exists()
    assert not VenueRule.objects.exists()


def test_a_plans_page_says_and_draws_what_is_wrong(draft: FloorPlan) -> None:
    allotment = draft.edition.allotments.get()
    add_booth(draft, allotment, "A1", 500, 500)
    add_booth(draft, allotment, "B1", 500, 1_040)
    chosen(draft, (Measure.AISLE_WIDTH, "3", Severity.RECOMMENDED))
    address = reverse("safety:plan", args=[draft.pk])
    client = signed_in(organizer())
    page = client.get(address)
    assert_clean(page)
    assert "The aisle at A1, B1 is only 2.4 m wide; the rule asks for at least 3 m." in page.text
    assert 'class="finding measured" d="M' in page.text
    ways = client.get(address, {"show": "ways"})
    assert 'class="heat heat-1"' in ways.text
    assert 'class="walk"' in ways.text
    said = {
        "measure": Measure.AISLE_WIDTH,
        "subjects": json.dumps(["A1", "B1"]),
        "reason": "",
        "lapses_on": "",
        "revision": draft.revision,
    }
    refused = client.post(reverse("safety:grant", args=[draft.pk]), said)
    assert refused.status_code == 422
    assert "This field is required." in refused.text
    other = said | {"subjects": json.dumps(["Z9"]), "reason": "Typed with care"}
    gone = client.post(reverse("safety:grant", args=[draft.pk]), other)
    assert gone.status_code == 422
    assert "The plan no longer has this problem. Nothing was saved." in gone.text
    assert "Typed with care" in gone.text
    assert client.get(reverse("safety:add"), {"copy": "9" * 5_000}).status_code == 200
    client.post(reverse("safety:grant", args=[draft.pk]), said | {"reason": "Agreed with the fire officer"})
    assert "Agreed with the fire officer" in client.get(address).text
    exception = RuleException.objects.get()
    client.post(reverse("safety:withdraw", args=[draft.pk, exception.pk]), {"revision": exception.revision})
    exception.refresh_from_db()
    assert exception.withdrawn_at is not None
    assert date(2024, 5, 17) == exception.granted_at.date()


def test_without_rules_the_page_says_that_nothing_was_checked(draft: FloorPlan) -> None:
    page = signed_in(organizer()).get(reverse("safety:plan", args=[draft.pk]))
    assert "No rules have been chosen for this hall, so nothing was checked." in page.text


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        (OrganizerRole.DIRECTOR, {"plan", "add", "grant"}),
        (OrganizerRole.FLOOR_PLANNER, {"plan", "add"}),
        (OrganizerRole.REVIEWER, set()),
        (OrganizerRole.FINANCE, set()),
    ],
)
def test_who_may_plan_keep_rules_and_grant_exceptions(role: OrganizerRole, opens: set[str], draft: FloorPlan) -> None:
    client = signed_in(organizer(role))
    answers = {
        "plan": client.get(reverse("safety:plan", args=[draft.pk])),
        "add": client.get(reverse("safety:add")),
        "grant": client.post(reverse("safety:grant", args=[draft.pk]), {}),
    }
    assert {name for name, answer in answers.items() if answer.status_code != 403} == opens
    assert client.get(reverse("safety:sets")).status_code == 200

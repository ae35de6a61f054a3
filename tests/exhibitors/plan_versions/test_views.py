"""Comparing, deciding, publishing, putting back and looking back, on the pages of planners."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ciie.kernel.actors import SYSTEM
from exhibitors.plan_pages.plan_versions.queries import publishing_of
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.publishing.comparison import ClaimChoice
from pavilions.plans.publishing.models import ClaimDecision
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan, restore_floor_plan
from pavilions.states import OrganizerRole, PlanState
from tests.exhibitors.plan_changes import BookedHall, books_are_right
from tests.factories import NOON, EditionFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import PageForm, forms_of, seen
from tests.pavilions.plan_changes import renumber, reshape, square

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> BookedHall:
    return BookedHall()


@pytest.fixture
def planner(client: Client) -> Client:
    client.force_login(organizer(OrganizerRole.FLOOR_PLANNER), "django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, draft: FloorPlan, query: str = "") -> "Response":
    response = client.get(f"/organizer/plans/{draft.pk}/{query}")
    assert response.status_code == 200
    assert_clean(response)
    return response


def form_about(client: Client, draft: FloorPlan, claim: SpaceClaim) -> PageForm:
    """The form that decides about a claim, as the page shows it."""
    forms = forms_of(page(client, draft, "?view=holders").text)
    return next(form for form in forms if f"/claims/{claim.pk}/" in form.action)


def test_page_says_what_changes_and_whom_it_concerns(planner: Client, hall: BookedHall) -> None:
    booking = hall.booked("A1")
    draft = hall.draft(without=["A4"])
    renumber(hall.booth("A1", draft), "B1")
    hall.add(draft, "N1", square(0, 1000))
    publishing = page(planner, draft).context["publishing"]
    assert [(k.value, n) for k, n in publishing.review.comparison.counts.items()] == [
        ("added", 1),
        ("gone", 1),
        ("renumbered", 1),
    ]
    (row,) = publishing.claims
    assert (row.holder.name, row.booth.number, row.options[0].number) == (booking.company.name, "A1", "B1")
    assert str(row.problem) == "No decision has been made yet."


@pytest.mark.parametrize("view", ["holders", "changes", "plan"])
def test_each_view_is_clean_and_lists_what_changes(planner: Client, hall: BookedHall, view: str) -> None:
    hall.booked("A1")
    draft = hall.draft(without=["A1"])
    assert "A1" in page(planner, draft, f"?view={view}").content.decode()


def test_changes_are_narrowed_by_kind_and_number(planner: Client, hall: BookedHall) -> None:
    draft = hall.draft(without=["A4"])
    renumber(hall.booth("A1", draft), "B1")
    listed = page(planner, draft, "?view=changes&kind=gone").context["page"]
    assert [row.change.before[0].number for row in listed] == ["A4"]
    listed = page(planner, draft, "?view=changes&search=b1").context["page"]
    assert [row.change.before[0].number for row in listed] == ["A1"]


def test_decision_is_kept_and_publishing_follows(planner: Client, hall: BookedHall) -> None:
    booking = hall.booked("A1")
    draft = hall.draft()
    target = renumber(hall.booth("A1", draft), "B1")
    claim = booking.claims.get()
    form = form_about(planner, draft, claim)
    answer = planner.post(form.action, form.filled(choice=f"keep:{target.pk}", note="New aisle."))
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/organizer/plans/{draft.pk}/?view=holders#claim-{claim.pk}",
    )
    decision = ClaimDecision.objects.get()
    assert (decision.choice, decision.target, decision.note) == (ClaimChoice.KEEP, target, "New aisle.")
    planner.post(f"/organizer/plans/{draft.pk}/put-in-force/", seen(draft))
    draft.refresh_from_db()
    assert (draft.state, booking.claims.get().booth) == (PlanState.PUBLISHED, target)


def test_decision_of_a_colleague_is_not_taken_back_unseen(planner: Client, hall: BookedHall) -> None:
    claim = hall.booked("A1").claims.get()
    draft = hall.draft()
    renumber(hall.booth("A1", draft), "B1")
    form = form_about(planner, draft, claim)
    planner.post(form.action, form.filled(choice="release", note="No room."))
    seen_before = form_about(planner, draft, claim)
    planner.post(form.action, form_about(planner, draft, claim).filled(choice="release", note="Too late."))
    answer = planner.post(form.action, seen_before.filled(undecide="1"), follow=True)
    assert "since you opened the page" in answer.text
    assert ClaimDecision.objects.get().note == "Too late."
    planner.post(form.action, form_about(planner, draft, claim).filled(undecide="1"))
    assert not ClaimDecision.objects.exists()


def test_refused_decision_says_why_and_keeps_what_was_typed(planner: Client, hall: BookedHall) -> None:
    hall.booked("A2")
    claim = hall.booked("A1").claims.get()
    draft = hall.draft(without=["A1"])
    form = form_about(planner, draft, claim)
    answer = planner.post(form.action, form.filled(choice="move:other", booth="a2", note="Sorry about this."))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Booth A2 is claimed and remains so." in shown
    assert "Sorry about this." in shown
    assert 'value="a2"' in shown
    answer = planner.post(form.action, form.filled(choice="move:other", booth="Z9"))
    assert (answer.status_code, "no booth of this number" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("choice", ["", "sell", "keep:", "keep:x", "keep:99999999999999999999999", "move", "release:1"])
def test_choices_of_any_kind_are_answered(planner: Client, hall: BookedHall, choice: str) -> None:
    claim = hall.booked("A1").claims.get()
    draft = hall.draft(without=["A1"])
    form = form_about(planner, draft, claim)
    answer = planner.post(form.action, form.filled(choice=choice))
    assert answer.status_code == (302 if choice == "release:1" else 422)


def test_several_are_decided_at_once(planner: Client, hall: BookedHall) -> None:
    for number in ("A1", "A2"):
        hall.booked(number)
    draft = hall.draft()
    renumber(hall.booth("A1", draft), "B1")
    renumber(hall.booth("A2", draft), "B2")
    reshape(hall.booth("A3", draft), square(800, 0, 300, 600))
    hall.booked("A3")
    form = next(form for form in forms_of(page(planner, draft).text) if "/decide/" in form.action)
    planner.post(form.action, form.filled(kind="renumbered", choice="keep", note="Aisles."))
    assert list(ClaimDecision.objects.order_by("pk").values_list("target__number", "note")) == [
        ("B1", "Aisles."),
        ("B2", "Aisles."),
    ]


def test_publishing_with_somebody_undecided_is_refused_on_the_page(planner: Client, hall: BookedHall) -> None:
    hall.booked("A1")
    draft = hall.draft(without=["A1"])
    answer = planner.post(f"/organizer/plans/{draft.pk}/put-in-force/", seen(draft), follow=True)
    assert "Decide on them first: A1." in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == PlanState.DRAFT


def test_version_is_put_back_from_its_page(planner: Client, hall: BookedHall) -> None:
    draft = hall.draft(without=["A4"])
    publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON)
    assert "Put back into force" in page(planner, hall.plan).content.decode()
    planner.post(f"/organizer/plans/{hall.plan.pk}/put-in-force/", seen(hall.plan))
    hall.plan.refresh_from_db()
    assert (hall.plan.state, books_are_right()) == (PlanState.PUBLISHED, True)


def test_stale_draft_is_warned_of(planner: Client, hall: BookedHall) -> None:
    stale = hall.draft()
    publish_floor_plan(hall.draft(without=["A4"]).pk, actor=SYSTEM, at=NOON)
    assert page(planner, stale).context["publishing"].is_stale


def test_queries_do_not_grow_with_booths_and_holders(
    planner: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for booths in (1, 3):
        hall = BookedHall(booths + 1)
        draft = hall.draft(without=[f"A{n + 1}" for n in range(booths)])
        for n in range(booths):
            hall.booked(f"A{n + 1}")
        page(planner, draft)
        with django_assert_max_num_queries(100) as asked:
            page(planner, draft)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_versions_with_who_when_and_what(planner: Client, hall: BookedHall) -> None:
    draft = hall.draft(without=["A4"])
    publish_floor_plan(draft.pk, actor=organizer(), at=NOON + timedelta(hours=1))
    restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=NOON + timedelta(hours=2))
    answer = planner.get(f"/organizer/plans/halls/{hall.plan.hall.name}/")
    assert_clean(answer)
    periods = answer.context["periods"]
    assert [p.publication.plan.version for p in periods] == [1, 2, 1]
    assert [p.comparison and {k.value: n for k, n in p.comparison.counts.items()} for p in periods] == [
        {"added": 1},
        {"gone": 1},
        None,
    ]


def test_plan_as_of_a_day_shows_who_held_what_then(planner: Client, hall: BookedHall) -> None:
    booking = hall.booked("A1")
    draft = hall.draft()
    target = renumber(hall.booth("A1", draft), "B1")
    hall.decide(draft, booking, ClaimChoice.KEEP, target)
    publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON + timedelta(days=3))
    address = f"/organizer/plans/halls/{hall.plan.hall.name}/as-of/"
    then = planner.get(address, {"as_of": "2024-05-18"})
    assert_clean(then)
    assert (then.context["publication"].plan, then.context["taken"]) == (hall.plan, 1)
    assert booking.company.name in then.content.decode()
    later = planner.get(address, {"as_of": "2024-05-21"})
    assert (later.context["publication"].plan, later.context["taken"]) == (draft, 1)
    assert planner.get(address, {"as_of": "2024-05-01"}).context["publication"] is None
    assert planner.get(address, {"as_of": "yesterday"}).context["form"].errors


def test_two_versions_side_by_side(planner: Client, hall: BookedHall) -> None:
    draft = hall.draft(without=["A4"])
    address = f"/organizer/plans/halls/{hall.plan.hall.name}/compare/"
    answer = planner.get(address, {"before": "1", "after": str(draft.version)})
    assert_clean(answer)
    assert [c.before[0].number for c in answer.context["comparison"].changes] == ["A4"]
    assert planner.get(address, {"before": "1", "after": "x"}).context["form"].errors


def test_version_beside_itself_is_no_different(planner: Client, hall: BookedHall) -> None:
    answer = planner.get(f"/organizer/plans/halls/{hall.plan.hall.name}/compare/", {"before": "1", "after": "1"})
    assert_clean(answer)
    assert answer.context["comparison"].is_empty
    assert "Both are the same version, so there are no differences." in answer.content.decode()


def test_draft_published_meanwhile_leads_to_its_history(planner: Client, hall: BookedHall) -> None:
    claim = hall.booked("A1").claims.get()
    draft = hall.draft()
    publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON)
    EditionFactory(number=hall.plan.edition.number + 1)
    history = f"/organizer/plans/halls/{hall.plan.hall.name}/?edition={hall.plan.edition.number}"
    address = f"/organizer/plans/{draft.pk}/"
    for answer in (
        planner.get(address, follow=True),
        planner.post(f"{address}claims/{claim.pk}/", {"choice": "release:"}, follow=True),
        planner.post(f"{address}put-in-force/", seen(draft), follow=True),
    ):
        assert answer.redirect_chain == [(history, 302)]
        assert f"{draft} is now in force." in answer.content.decode()


@pytest.mark.parametrize("role", OrganizerRole)
def test_who_opens_which_page(client: Client, hall: BookedHall, role: OrganizerRole) -> None:
    client.force_login(organizer(role), "django.contrib.auth.backends.ModelBackend")
    draft = hall.draft()
    may = role in (OrganizerRole.DIRECTOR, OrganizerRole.FLOOR_PLANNER)
    assert client.get(f"/organizer/plans/{draft.pk}/").status_code == (200 if may else 403)
    assert client.post(f"/organizer/plans/{draft.pk}/put-in-force/", seen(draft)).status_code == (302 if may else 403)
    assert client.get(f"/organizer/plans/halls/{hall.plan.hall.name}/").status_code == 200


def test_more_drawn_than_the_capacity_can_sell_is_shown_and_confirmed(planner: Client) -> None:
    hall = BookedHall(capacity_sqm=36)
    draft = hall.draft()
    hall.add(draft, "B1", square(0, 1000))
    text = page(planner, draft).text
    assert "9\N{NO-BREAK SPACE}m² drawn that cannot be sold" in text
    assert 'name="accept_excess"' in text
    address = f"/organizer/plans/{draft.pk}/put-in-force/"
    refused = planner.post(address, seen(draft), follow=True)
    assert "This plan has more booths than the capacity can sell." in refused.text
    assert "is now in force" in planner.post(address, seen(draft, accept_excess="on"), follow=True).text


def test_holder_of_several_booths_is_counted_once(planner: Client, hall: BookedHall) -> None:
    hall.approved("A1", "A2")
    hall.approved("A3")
    draft = hall.draft(without=["A1", "A2", "A3"])
    assert "2 holders are still undecided" in planner.get(f"/organizer/plans/{draft.pk}/").text
    publishing = publishing_of(draft, NOON)
    assert (len(publishing.claims), publishing.holder_count, publishing.undecided_holder_count) == (3, 2, 2)

"""A director chooses the booths of a national pavilion on the plan."""

from collections.abc import Sequence

import pytest
from django.test import Client
from django.urls import reverse

from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.booths import withhold_booth
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.operations.pavilion_space import give_booths
from pavilions.plans.drafts.operations.drafts import open_draft
from pavilions.states import OrganizerRole, PavilionStage, PlanState
from tests.clients import signed_in
from tests.exhibitors.conftest import queries_of_a_page
from tests.factories import NOON, AppointmentFactory, BoothFactory, UserFactory, organizer
from tests.html_rules import assert_clean
from tests.pavilions.national_pavilions.national import national, national_booth, pavilion_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def pavilion() -> NationalPavilion:
    return pavilion_at(PavilionStage.CONFIRMED)


@pytest.fixture
def booths(pavilion: NationalPavilion) -> list[Booth]:
    """Three booths of the national exhibition in one hall, and one of the business exhibition beside them."""
    allotment = national(pavilion.edition)
    found = [national_booth(pavilion.edition, allotment=allotment, number=f"N{place}") for place in (1, 2, 3)]
    BoothFactory(plan=found[0].plan, allotment__edition=pavilion.edition, allotment__hall=allotment.hall, number="B1")
    return found


@pytest.fixture
def director() -> Client:
    return signed_in(organizer())


def page(pavilion: NationalPavilion) -> str:
    return reverse("organizer:pavilion_plan", args=[pavilion.pk])


def given(pavilion: NationalPavilion) -> set[int | None]:
    return set(SpaceClaim.objects.live().filter(holder_id=pavilion.pk).values_list("booth_id", flat=True))


def give(client: Client, pavilion: NationalPavilion, booths: list[Booth], **changed: object) -> tuple[int, str]:
    pavilion.refresh_from_db()
    sent = {"booths": [booth.pk for booth in booths], "revision": pavilion.revision, **changed}
    answer = client.post(reverse("organizer:pavilion_plan_give", args=[pavilion.pk]), sent)
    return answer.status_code, answer.text


def test_only_free_booths_of_the_national_exhibition_can_be_chosen(
    director: Client, pavilion: NationalPavilion, booths: list[Booth]
) -> None:
    other = pavilion_at(PavilionStage.CONFIRMED, "IT", edition=pavilion.edition)
    give_booths(other.pk, [booths[2].pk], actor=organizer(), at=NOON)
    answer = director.get(page(pavilion))
    assert_clean(answer)
    assert [row["booth"].number for row in answer.context["rows"]] == ["N1", "N2"]
    ticked = [booth.pk for booth in Booth.objects.all() if f"booths={booth.pk}" in answer.text]
    assert sorted(ticked) == sorted(booth.pk for booth in booths[:2])
    assert "Italy" in answer.text
    card = director.get(
        f"{page(pavilion)}?booth={booths[2].number}", headers={"HX-Request": "true", "HX-Target": "booth-card"}
    )
    assert f'href="/organizer/pavilions/{other.pk}/"' in card.text


def test_what_is_ticked_is_summed_and_stays_ticked_in_the_address(
    director: Client, pavilion: NationalPavilion, booths: list[Booth]
) -> None:
    sent = {"booths": [booths[0].pk, booths[1].pk], "hall": booths[0].plan.hall.name, "csrfmiddlewaretoken": "x"}
    answer = director.post(page(pavilion), {**sent, "revision": 1}, follow=True)
    assert "csrf" not in answer.request["QUERY_STRING"]
    assert "revision" not in answer.request["QUERY_STRING"]
    assert answer.text.count('class="booth free selected" href') == 2
    assert f"data-tray-area>{booths[0].area_sqm + booths[1].area_sqm:.0f}<" in answer.text


def test_chosen_booths_become_the_pavilions(director: Client, pavilion: NationalPavilion, booths: list[Booth]) -> None:
    assert give(director, pavilion, booths[:2], hall=booths[0].plan.hall.name)[0] == 302
    assert given(pavilion) == {booths[0].pk, booths[1].pk}
    answer = director.get(page(pavilion))
    assert answer.text.count("booth booked mine") == 2
    assert "yours" not in answer.text


@pytest.mark.parametrize("seen", ["1", ""])
def test_a_pavilion_that_has_changed_meanwhile_is_given_nothing(
    director: Client, pavilion: NationalPavilion, booths: list[Booth], seen: str
) -> None:
    status, text = give(director, pavilion, booths[:1], revision=seen)
    assert (status in {409, 422}, given(pavilion)) == (True, set())
    assert 'role="alert"' in text
    assert text.count('class="booth free selected" href') == 1


def test_booths_taken_meanwhile_are_refused_and_the_rest_stays_ticked(
    director: Client, pavilion: NationalPavilion, booths: list[Booth]
) -> None:
    withhold_booth(booths[0].pk, reason="A pillar", actor=organizer(), at=NOON)
    status, text = give(director, pavilion, booths[:2])
    assert (status, given(pavilion)) == (409, set())
    assert booths[0].number in text
    assert text.count('class="booth free selected" href') == 1


def test_nothing_chosen_and_booths_of_companies_are_refused(
    director: Client, pavilion: NationalPavilion, booths: list[Booth]
) -> None:
    assert give(director, pavilion, [])[0] == 422
    business = Booth.objects.get(number="B1")
    assert give(director, pavilion, [business])[0] in {404, 409, 422}
    assert given(pavilion) == set()


def test_without_a_plan_the_page_says_what_to_do(director: Client, pavilion: NationalPavilion) -> None:
    answer = director.get(page(pavilion))
    assert_clean(answer)
    assert "No published plan has booths of the national exhibition." in answer.text


@pytest.mark.parametrize("role", [OrganizerRole.REVIEWER, OrganizerRole.FLOOR_PLANNER])
def test_others_have_no_such_page(pavilion: NationalPavilion, booths: list[Booth], role: OrganizerRole) -> None:
    other = signed_in(AppointmentFactory(role=role).user)
    assert other.get(page(pavilion)).status_code == 403
    assert give(other, pavilion, booths[:1])[0] == 403
    assert signed_in(UserFactory()).get(page(pavilion)).status_code in {403, 404}


def test_queries_are_as_many_for_many_booths_as_for_one(pavilion: NationalPavilion, booths: list[Booth]) -> None:
    director = organizer()
    queries_of_a_page(page(pavilion), director)
    few = queries_of_a_page(page(pavilion), director)
    give_booths(pavilion.pk, [booth.pk for booth in booths[1:]], actor=director, at=NOON)
    for place in range(4, 9):
        national_booth(pavilion.edition, allotment=booths[0].allotment, number=f"N{place}")
    queries_of_a_page(page(pavilion), director)
    assert queries_of_a_page(page(pavilion), director) == few


def draw(
    client: Client, pavilion: NationalPavilion, booths: list[Booth], over: Sequence[Booth] = (), **changed: object
) -> tuple[int, str]:
    """Ten by eight metres in the lower part of the hall."""
    pavilion.refresh_from_db()
    metres = {"left_m": "0", "top_m": "20", "width_m": "10", "depth_m": "8", "number": "FR1"}
    sent = {"revision": pavilion.revision, **metres, **changed}
    answer = client.post(
        reverse("organizer:pavilion_plan_draw", args=[pavilion.pk]),
        {f"footprint-{name}": value for name, value in sent.items()}
        | {"hall": booths[0].plan.hall.name, "booths": [booth.pk for booth in over]},
    )
    return answer.status_code, answer.text


def test_booths_are_given_without_drawing(director: Client, pavilion: NationalPavilion, booths: list[Booth]) -> None:
    assert "footprint-width_m" in (text := director.get(page(pavilion)).text)
    assert [mark for mark in (" required ", " required>") if mark in text] == []


def test_a_footprint_is_drawn_published_and_given(
    director: Client, pavilion: NationalPavilion, booths: list[Booth]
) -> None:
    assert draw(director, pavilion, booths)[0] == 302
    drawn = Booth.objects.get(number="FR1", plan__state=PlanState.PUBLISHED)
    assert (float(drawn.area_sqm), given(pavilion)) == (80.0, {drawn.pk})
    assert drawn.plan.booths.count() == 5
    assert drawn.allotment == booths[0].allotment


def test_selected_booths_make_way_for_a_footprint(
    director: Client, pavilion: NationalPavilion, booths: list[Booth]
) -> None:
    (left, top), (right, _top), (_right, bottom), _last = booths[0].footprint
    metres = {
        "left_m": left / 100,
        "top_m": top / 100,
        "width_m": (right - left) / 100,
        "depth_m": (bottom - top) / 100,
    }
    status, text = draw(director, pavilion, booths, **metres)
    assert (status, "N1" in text, given(pavilion)) == (422, True, set())
    assert draw(director, pavilion, booths, booths[:1], **metres)[0] == 302
    numbers = set(Booth.objects.filter(plan__state=PlanState.PUBLISHED).values_list("number", flat=True))
    assert numbers == {"FR1", "N2", "N3", "B1"}


def test_booths_of_others_never_make_way(director: Client, pavilion: NationalPavilion, booths: list[Booth]) -> None:
    other = pavilion_at(PavilionStage.CONFIRMED, "IT", edition=pavilion.edition)
    give_booths(other.pk, [booths[0].pk], actor=organizer(), at=NOON)
    business = Booth.objects.get(number="B1")
    for way in (booths[0], business):
        status, text = draw(director, pavilion, booths, [way])
        assert (status, 'role="alert"' in text) == (422, True)
    assert (given(pavilion), Booth.objects.filter(number="FR1").count()) == (set(), 0)


@pytest.mark.parametrize(
    "changed",
    [
        {"width_m": ""},
        {"width_m": "0.5"},
        {"depth_m": "1001"},
        {"left_m": "x"},
        {"number": ""},
        {"number": "N1"},
        {"left_m": "-5"},
        {"revision": "1"},
        {"revision": ""},
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words_and_keeps_what_was_typed(
    director: Client, pavilion: NationalPavilion, booths: list[Booth], changed: dict[str, str]
) -> None:
    status, text = draw(director, pavilion, booths, (), **changed)
    assert (status, given(pavilion), FloorPlan.objects.count()) == (422, set(), 1)
    assert 'value="8"' in text or "depth_m" in changed


def test_a_draft_of_somebody_else_is_never_overtaken(
    director: Client, pavilion: NationalPavilion, booths: list[Booth]
) -> None:
    plan = booths[0].plan
    open_draft(plan.edition_id, plan.hall_id, actor=organizer(), at=NOON)
    status, text = draw(director, pavilion, booths)
    assert (status, given(pavilion)) == (422, set())
    assert "of this plan is being drafted" in text

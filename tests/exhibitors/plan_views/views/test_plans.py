"""Plans for everybody: what is found, what is dimmed, what is shared by an address, and whose names are read."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth, BoothAncestry, FloorPlan, Obstruction, PlanBackground
from pavilions.states import BoothKind, ObstructionKind, PavilionStage, PlanState, Section
from tests.clients import signed_in
from tests.exhibitors.pricing.cards import Rate, RateKey, set_price
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    MembershipFactory,
    UserFactory,
    organizer,
)
from tests.html_rules import assert_clean
from tests.pavilions.national_pavilions.national import give, invited, move, national_booth

pytestmark = pytest.mark.django_db

FILTERED = {"HX-Request": "true", "HX-Target": "booths"}
ADDRESS = "/plan/5.2H/"


@pytest.fixture
def allotment() -> Allotment:
    made: Allotment = AllotmentFactory(hall__name="5.2H", edition__number=7)
    key = RateKey(Section.BUSINESS, None, BoothKind.SHELL)
    rate = Rate(Decimal(2_400), Decimal(21_600), (Decimal(0), Decimal(10), Decimal(15), Decimal(20)))
    set_price(made.edition_id, key, rate, actor=SYSTEM, at=NOON)
    return made


@pytest.fixture
def booths(allotment: Allotment) -> list[Booth]:
    """A01: 9 m², shell; A02: 36 m², shell, two sides; A03: 54 m², raw."""
    more = {"allotment": allotment}
    return [
        BoothFactory(number="A01", **more),
        BoothFactory(number="A02", area_sqm=36, open_sides=2, **more),
        BoothFactory(number="A03", area_sqm=54, kind=BoothKind.RAW, **more),
    ]


def dimmed(text: str) -> list[str]:
    return re.findall(r'class="booth[^"]* dimmed[^"]*"[^>]*data-number="([^"]+)"', text)


def listed(text: str) -> list[str]:
    return re.findall(r'<a class="figure"[^>]*>([^<]+)</a>', text)


def approved(booth: Booth, **company: object) -> Booking:
    booking = book_booths(CompanyFactory(**company).pk, booth.plan.edition_id, [booth.pk], actor=SYSTEM, at=NOON)
    return approve_booking(booking.pk, actor=SYSTEM, at=NOON)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("area_min=10", ["A02", "A03"]),
        ("area_max=36", ["A01", "A02"]),
        ("sides=2", ["A02"]),
        ("kind=raw", ["A03"]),
        ("price_max=21600", ["A01"]),
        ("price_min=21600.01", ["A02"]),
        ("search=a02", ["A02"]),
        ("search=A2", ["A02"]),
        ("search=5.2h/a003", ["A03"]),
        ("search=5.2H/A03", ["A03"]),
        ("availability=free&sort=-area", ["A03", "A02", "A01"]),
        ("availability=booked", []),
    ],
)
def test_filter_narrows_drawing_and_table_alike(
    client: Client, booths: list[Booth], query: str, found: list[str]
) -> None:
    answer = client.get(f"{ADDRESS}?{query}")
    assert_clean(answer)
    assert listed(answer.text) == found
    assert sorted(dimmed(answer.text)) == sorted({"A01", "A02", "A03"} - set(found))
    assert f"<strong>{len(found)}</strong> of 3 booths" in answer.text


def test_price_is_shown_on_the_drawing_in_the_table_and_on_the_card(client: Client, booths: list[Booth]) -> None:
    text = client.get(f"{ADDRESS}?booth=a02").text
    assert 'aria-label="Booth 5.2H/A02, 36 m², shell scheme, 2 open sides, free, CNY 95,040"' in text
    assert 'data-price="95040.00"' in text
    assert text.count("CNY\N{NO-BREAK SPACE}95,040") == 2


def test_address_of_a_booth_opens_its_card_and_points_at_it(
    client: Client, booths: list[Booth], settings: Settings
) -> None:
    settings.CLOCK_OFFSET = NOON - timezone.now()
    text = client.get(f"{ADDRESS}?booth=A02").text
    assert f'id="booth-{booths[1].pk}" class="booth meant free"' in text
    assert "Booth 5.2H/A02" in text
    assert f'href="/desk/booths/?hall=5.2H&amp;booths={booths[1].pk}"' in text
    assert "No booth here has, or ever had, the number Z99" in client.get(f"{ADDRESS}?booth=Z99").text


def test_booths_by_invitation_are_shown_and_not_offered(
    client: Client, booths: list[Booth], settings: Settings
) -> None:
    settings.CLOCK_OFFSET = NOON - timezone.now()
    invited = national_booth(booths[0].plan.edition, number="P1")
    text = client.get(f"/plan/{invited.plan.hall.name}/?booth=P1").text
    assert "National exhibition, by invitation" in text
    assert "data-when-free" not in text
    assert "data-when-free" in client.get(f"{ADDRESS}?booth=A02").text


def test_table_names_the_booths_that_only_their_availability_keeps_out(client: Client, booths: list[Booth]) -> None:
    """A holder goes with what it holds, so its name brings no booth into the table."""
    approved(booths[1], name="Nordmeer GmbH", is_on_public_plans=True)

    def waiting(query: str) -> list[tuple[str, str]]:
        return re.findall(
            r'data-live-waiting="([^"]*)" data-live-wanted="([^"]*)"', client.get(f"{ADDRESS}?{query}").text
        )

    assert waiting("") == []
    assert waiting("availability=free") == [(f"{booths[1].pk}", "free")]
    assert waiting("availability=booked") == [(f"{booths[0].pk} {booths[2].pk}", "booked")]
    assert waiting("availability=free&search=a02") == [(f"{booths[1].pk}", "free")]
    assert waiting("availability=free&search=nordmeer") == []
    assert waiting("availability=free&kind=raw") == []


def in_force(plan: FloorPlan, instead_of: FloorPlan) -> None:
    FloorPlan.objects.filter(pk=instead_of.pk).update(state=PlanState.SUPERSEDED)
    FloorPlan.objects.filter(pk=plan.pk).update(state=PlanState.PUBLISHED)


def test_old_number_finds_the_booth_once_it_was_in_force(client: Client, booths: list[Booth]) -> None:
    old = FloorPlan.objects.create(edition=booths[0].plan.edition, hall=booths[0].plan.hall, version=2)
    BoothAncestry.objects.create(
        booth=booths[0], ancestor=BoothFactory(allotment=booths[0].allotment, plan=old, number="OLD-7")
    )
    in_force(old, instead_of=booths[0].plan)
    in_force(booths[0].plan, instead_of=old)
    assert f'id="booth-{booths[0].pk}" class="booth meant' in client.get(f"{ADDRESS}?booth=old-7").text
    assert listed(client.get(f"{ADDRESS}?search=old-7").text) == ["A01"]


def test_number_in_a_draft_alone_finds_nothing(client: Client, booths: list[Booth]) -> None:
    draft = FloorPlan.objects.create(edition=booths[0].plan.edition, hall=booths[0].plan.hall, version=2)
    drawn = BoothFactory(allotment=booths[0].allotment, plan=draft, number="NEW-7")
    BoothAncestry.objects.create(booth=drawn, ancestor=booths[0])
    assert listed(client.get(f"{ADDRESS}?search=new-7").text) == []
    assert "No booth here has, or ever had, the number new-7" in client.get(f"{ADDRESS}?booth=new-7").text


def test_names_are_read_once_they_are_public_and_not_before(client: Client, booths: list[Booth]) -> None:
    approved(booths[0], name="Quiet Ltd")
    approved(booths[1], name="Nordmeer GmbH", country="DE", is_on_public_plans=True, description="Deep-sea cheese")
    book_booths(
        CompanyFactory(name="Early Ltd", is_on_public_plans=True).pk,
        booths[2].plan.edition_id,
        [booths[2].pk],
        actor=SYSTEM,
        at=NOON,
    )
    text = client.get(ADDRESS).text
    assert "booked, CNY 95,040, Nordmeer GmbH" in text
    assert "Quiet" not in text
    assert "Early" not in text
    for words in ("nordmeer", "germany", "cheese", "德国", "GERMANY nord"):
        assert listed(client.get(ADDRESS, {"search": words}).text) == ["A02"]
    for words in ("quiet", "early", "france"):
        assert listed(client.get(ADDRESS, {"search": words}).text) == []


def test_part_that_htmx_asks_for_tells_its_address(client: Client, booths: list[Booth]) -> None:
    sent = {"search": "", "area_min": "10.0", "area_max": "", "kind": "", "layers": ["", "prices"], "nonsense": "1"}
    answer = client.get(ADDRESS, sent, headers=FILTERED)
    assert answer.headers["HX-Replace-Url"] == f"{ADDRESS}?area_min=10&layers=prices"
    assert f'data-plan-matches="{booths[1].pk} {booths[2].pk}"' in answer.text
    assert "<form" not in answer.text
    assert client.get(ADDRESS, headers=FILTERED).headers["HX-Replace-Url"] == ADDRESS


def test_layers_are_given_by_the_address(client: Client, booths: list[Booth]) -> None:
    Obstruction.objects.create(plan=booths[0].plan, kind=ObstructionKind.EXIT, footprint=[[0, 0], [9, 0], [9, 9]])
    assert 'class="plan"' in client.get(ADDRESS).text
    assert 'class="plan without-exits with-prices"' in client.get(f"{ADDRESS}?layers=prices").text
    assert 'class="plan without-exits"' in client.get(f"{ADDRESS}?layers=").text


@pytest.mark.parametrize(
    "query",
    [
        "area_min=many",
        "area_min=-3",
        "price_max=1e99",
        "sides=7",
        "kind=tent",
        "sector=abc",
        "availability=soon",
        "layers=x",
        "sort=;drop",
        "page=-4",
        "search=%00",
        "booth=%00",
        "hall=9",
        f"search={'x' * 500}",
    ],
)
def test_what_cannot_be_filtered_is_stated_or_ignored(client: Client, booths: list[Booth], query: str) -> None:
    answer = client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 200
    assert client.get(f"{ADDRESS}?{query}", headers=FILTERED).status_code == 200


def test_file_has_the_booths_that_the_page_shows(client: Client, booths: list[Booth]) -> None:
    answer = client.get(f"{ADDRESS}export/csv/?area_min=10&sort=-area")
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in lines] == ["Booth", "A03", "A02"]
    assert client.get(f"{ADDRESS}export/pdf/").status_code == 404


def test_background_is_for_the_team_unless_it_is_public_and_can_run_nothing(
    client: Client, booths: list[Booth]
) -> None:
    kept = PlanBackground.objects.create(content_hash="abc", drawing="<svg/>", extent=[0, 0, 100, 50])
    FloorPlan.objects.update(background=kept, revision=9)
    assert 'class="background"' not in client.get(ADDRESS).text
    assert client.get("/plan/backgrounds/abc.svg").status_code == 404
    team = signed_in(organizer())
    assert 'class="background"' in team.get(reverse("organizer:hall", args=["5.2H"])).text
    assert "private" in team.get("/plan/backgrounds/abc.svg").headers["Cache-Control"]
    FloorPlan.objects.update(is_background_public=True, revision=10)
    assert '<image class="background" href="/plan/backgrounds/abc.svg" x="0" y="0"' in client.get(ADDRESS).text
    answer = client.get("/plan/backgrounds/abc.svg")
    assert (answer.headers["Content-Type"], "immutable" in answer.headers["Cache-Control"]) == ("image/svg+xml", True)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert client.get("/plan/backgrounds/xyz.svg").status_code == 404


def test_booths_of_the_public_plan_are_ticked_at_the_desk(client: Client, booths: list[Booth]) -> None:
    asked = f"/desk/booths/?hall=5.2H&booths={booths[0].pk}"
    assert client.get(asked).status_code == 302
    membership = MembershipFactory()
    client.force_login(membership.user, "django.contrib.auth.backends.ModelBackend")
    there = f"/desk/companies/{membership.company_id}/halls/booths/?hall=5.2H&booths={booths[0].pk}"
    assert client.get(asked).headers["Location"] == there
    client.force_login(UserFactory(), "django.contrib.auth.backends.ModelBackend")
    assert client.get(asked).headers["Location"] == "/desk/"


def test_page_asks_as_many_queries_for_many_booths_as_for_one(client: Client, allotment: Allotment) -> None:
    counts = []
    for more in (1, 3):
        for booth in BoothFactory.create_batch(more, allotment=allotment):
            approved(booth, is_on_public_plans=True)
        for address in (ADDRESS, f"{ADDRESS}?area_min=1"):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    with CaptureQueriesContext(connection) as queries:
        client.get(ADDRESS, headers=FILTERED)
    assert len(queries) <= 4


@pytest.mark.parametrize("asked", ["bjorkholm", "BJÖRK", "björkholm seafood", "suede", "a02"])
def test_accents_do_not_matter(client: Client, booths: list[Booth], asked: str) -> None:
    approved(booths[1], name="Björkholm Seafood AB", description="Fumé, from Suède", is_on_public_plans=True)
    assert listed(client.get(ADDRESS, {"search": asked}).text) == ["A02"]


def test_search_that_is_too_long_is_refused_beside_it(client: Client, booths: list[Booth]) -> None:
    page = client.get(ADDRESS, {"search": "x" * 121})
    assert "at most 120 characters" in page.text


def test_pavilions_are_called_as_each_reader_calls_them(client: Client) -> None:
    """The plan is kept in the process for readers of every language."""
    booth = give(move(invited("NI"), PavilionStage.CONFIRMED))
    for language, name in (("zh-hans", "尼加拉瓜"), ("en", "Nicaragua")):
        page = client.get(f"/plan/{booth.plan.hall.name}/", follow=True, headers={"accept-language": language})
        assert f"<span data-holder>{name}</span>" in page.text

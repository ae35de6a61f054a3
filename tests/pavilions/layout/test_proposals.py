"""Layouts side by side: what is asked for, what is shown of each, and the draft that one becomes."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciie.kernel.actors import SYSTEM
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall, Sector
from pavilions.plans.drafts.operations.plan_edits import edit_draft
from pavilions.plans.layout import queries
from pavilions.plans.layout.forms import MixForm
from pavilions.plans.safety.models import HallRules
from pavilions.plans.safety.states import Measure, Severity
from pavilions.states import ObstructionKind, OrganizerRole
from tests.clients import signed_in
from tests.factories import NOON, AllotmentFactory, EditionFactory, SectorFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import forms_of
from tests.pavilions.floor.floors import draft_of, edit_of, in_hall, key, published, rectangle
from tests.pavilions.layout.page import TYPED
from tests.pavilions.safety.plans import LONG_AGO, rule_set

pytestmark = pytest.mark.django_db

PAGE = "/organizer/plans/proposals/"
KEPT = ("name", "fittings", "exits_per_wall", "first_letter", "start", "step", "digits", "section", "revision")


def lines(*sizes: str) -> dict[str, str]:
    """Each size as “3 × 3 60 share” or “6 × 6 2 count island”."""
    found: dict[str, str] = {}
    for line, size in enumerate(sizes, start=1):
        width, _by, depth, amount, unit, *island = size.split()
        said = {"width": width, "depth": depth, "amount": amount, "unit": unit, "island": "on" if island else ""}
        found |= {f"size{line}_{part}": value for part, value in said.items()}
    return found


ASKED = {
    **{name: TYPED[name] for name in KEPT},
    "width": "30",
    "depth": "20",
    "aisle": "3",
    "main_aisle": "3",
    **lines("3 × 3 60 share", "6 × 3 40 share"),
}


@pytest.fixture
def edition() -> Edition:
    edition: Edition = EditionFactory(number=7)
    return edition


@pytest.fixture
def client(edition: Edition) -> Client:
    return signed_in(organizer(OrganizerRole.FLOOR_PLANNER))


@pytest.fixture
def sector() -> Sector:
    sector: Sector = SectorFactory()
    return sector


def errors(client: Client, **said: str) -> dict[str, list[str]]:
    page = client.post(PAGE, {**ASKED, **said})
    assert page.status_code == (422 if page.context["form"].errors else 200)
    return {field: list(map(str, found)) for field, found in page.context["form"].errors.items()}


def test_page_compares_layouts_of_a_usual_mix(client: Client) -> None:
    page = client.post(PAGE, ASKED)
    shown = page.context["proposals"]
    assert len(shown) >= 2
    assert page.text.count('name="choose"') == page.text.count("data-plan-pane") == len(shown)
    for each in shown:
        assert each.title in page.text
        assert f"{each.proposal.layout.fill_rate * 100:.1f}%" in page.text
    assert "Choose a sector" in page.text
    assert_clean(page)


def test_one_is_chosen_and_becomes_the_draft(client: Client, sector: Sector) -> None:
    asked = {**ASKED, "sector": str(sector.pk)}
    chosen = client.post(PAGE, asked).context["proposals"][-1].proposal
    assert FloorPlan.objects.count() == 0
    answer = client.post(PAGE, {**asked, "choose": chosen.digest})
    draft = FloorPlan.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/organizer/drafts/{draft.pk}/")
    assert set(draft.booths.values_list("number", flat=True)) == {booth.number for booth in chosen.layout.booths}


def test_nothing_is_drafted_beside_a_draft_that_was_edited_since(client: Client) -> None:
    plan = in_hall(draft_of({"A1": rectangle(500, 500)}), 3_000, 2_000)
    address = f"{PAGE}?edition={plan.edition.number}"
    sector = plan.edition.allotments.get().sector_id
    asked = {**ASKED, "hall": plan.hall.name, "sector": str(sector), "beside": "on", "number_prefix": "Quay"}
    looked = client.post(address, asked)
    [form] = [form for form in forms_of(looked.text) if "size1_width" in form.values]
    chosen = form.filled(choose=looked.context["proposals"][0].proposal.digest)
    edit_draft(plan.pk, edit_of(plan, "set", ids=(key(plan, "A1"),), kind="shell"), actor=SYSTEM, at=NOON)
    refused = client.post(address, chosen)
    assert (refused.status_code, refused.text.count("This has been changed since you opened the page")) == (422, 1)
    assert {name: refused.context["form"][name].value() for name in ("number_prefix", "size1_width", "hall")} == {
        "number_prefix": "Quay",
        "size1_width": "3",
        "hall": plan.hall.name,
    }
    again = client.post(address, chosen)
    assert (again.status_code, FloorPlan.objects.filter(hall=plan.hall).count()) == (422, 2)
    looked = client.post(address, asked)
    [form] = [form for form in forms_of(looked.text) if "size1_width" in form.values]
    digest = looked.context["proposals"][0].proposal.digest
    assert client.post(address, form.filled(choose=digest)).status_code == 302
    assert FloorPlan.objects.filter(hall=plan.hall).count() == 3


def test_only_a_proposal_that_was_seen_can_be_chosen(client: Client, sector: Sector) -> None:
    refused = client.post(PAGE, {**ASKED, "sector": str(sector.pk), "choose": "0"})
    assert refused.status_code == 422
    assert "The proposals have changed since this one was shown." in refused.text
    assert errors(client, choose="0") == {"sector": ["Choose the sector of these booths."]}
    assert FloorPlan.objects.count() == 0


def test_revenue_is_that_of_the_price_list(client: Client, sector: Sector, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here a price per m² and open side."""
    monkeypatch.setattr(queries, "_PRICES", [lambda *_where: lambda _kind, sides, area: area * sides * 10])
    page = client.post(PAGE, {**ASKED, "sector": str(sector.pk)})
    for each in page.context["proposals"]:
        booths = each.proposal.layout.booths
        assert each.proposal.revenue == sum(booth.area_sqm * booth.open_sides * 10 for booth in booths)


def test_findings_of_the_rules_stand_at_each_proposal(client: Client) -> None:
    rules = rule_set((Measure.FILL, "20", Severity.MANDATORY), (Measure.AISLE_WIDTH, "3", Severity.MANDATORY))
    HallRules.objects.create(hall=None, rule_set=rules, valid_from=LONG_AGO)
    page = client.post(PAGE, ASKED)
    shown = page.context["proposals"]
    assert [{finding.rule.measure for finding in each.preview.check.findings} for each in shown] == [
        {Measure.FILL}
    ] * len(shown)
    assert errors(client, aisle="2.9") == {"aisle": ["The rules require at least 3 m here."]}


def test_more_than_the_capacity_is_said_and_queries_are_constant(client: Client, sector: Sector) -> None:
    assert "could not be booked" in client.post(PAGE, {**ASKED, "capacity_sqm": "50"}).text
    allotment = AllotmentFactory(
        edition__number=8,
        sector=sector,
        hall__name="9.1H",
        hall__outline=[[0, 0], [3_000, 0], [3_000, 2_000], [0, 2_000]],
        hall__gross_area_sqm=600,
        capacity_sqm=Decimal(60),
    )
    counts = []
    for more in ({}, {"size1_amount": "100", "size2_width": "", "size2_depth": "", "size2_amount": ""}):
        asked = {**ASKED, "hall": "9.1H", "sector": str(allotment.sector_id), **more}
        with CaptureQueriesContext(connection) as queries_made:
            page = client.post(f"{PAGE}?edition=8", asked)
        shown = page.context["proposals"]
        assert [each.over_sqm for each in shown] == [each.proposal.layout.net_sqm - 60 for each in shown]
        counts.append(len(queries_made) - 2 * len(shown))
    assert counts[0] - counts[1] in range(-8, 9)
    assert Hall.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"size1_amount": "50"}, {"mix": ["The shares of the sizes add up to 90 %. They must add up to 100 %."]}),
        (
            {"size1_width": "2"},
            {"mix": ["Booths here have at least 9 m². 2 × 3 m is smaller."]},
        ),
        (
            {"size1_width": "40", "size1_amount": "100", "size2_width": "", "size2_depth": "", "size2_amount": ""},
            {"mix": ["No booth of these sizes fits between the aisles of this hall."]},
        ),
        (
            {"size3_width": "4"},
            {"size3_depth": ["Enter the width, the depth and how much, or none of them."]},
        ),
        (
            {**lines("3 × 3 2.5 count"), "size2_amount": "100"},
            {"size1_amount": ["Enter a whole number of booths."]},
        ),
        (
            {"entrance_wall": "upper", "entrance_width": "6"},
            {"entrance_depth": ["Enter how wide and how deep the entrance zone is."]},
        ),
        (
            {"entrance_wall": "left", "entrance_width": "21", "entrance_depth": "6"},
            {"entrance_wall": ["The entrance zone does not lie in the hall. Choose another wall, or make it smaller."]},
        ),
        ({"size1_width": "x"}, {"size1_width": ["Enter a number."]}),
        ({"size1_unit": "x"}, {"size1_unit": ["Select a valid choice. x is not one of the available choices."]}),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    client: Client, said: dict[str, str], wrong: dict[str, list[str]]
) -> None:
    assert errors(client, **said) == wrong
    page = client.post(PAGE, {**ASKED, **said})
    assert {field: page.context["form"][field].value() or "" for field in said} == said
    assert page.text.count(next(iter(wrong.values()))[0].replace("'", "&#x27;")) == 1
    assert_clean(page)


def test_an_entrance_zone_is_drawn_into_the_draft(client: Client, sector: Sector) -> None:
    asked = {**ASKED, "entrance_wall": "upper", "entrance_width": "6", "entrance_depth": "4", "sector": str(sector.pk)}
    chosen = client.post(PAGE, asked).context["proposals"][0].proposal
    assert client.post(PAGE, {**asked, "choose": chosen.digest}).status_code == 302
    zone = FloorPlan.objects.get().obstructions.get(kind=ObstructionKind.ENTRANCE)
    assert [tuple(point) for point in zone.footprint] == [(1_200, 0), (1_800, 0), (1_800, 400), (1_200, 400)]


def test_as_many_sizes_as_are_needed_can_be_entered(client: Client) -> None:
    asked = {**ASKED, **lines(*(f"{width} × 3 10 share" for width in range(3, 13)))}
    page = client.post(PAGE, asked)
    assert page.status_code == 200
    assert page.context["form"].lines == range(1, 14)
    assert {len(each.proposal.counts) for each in page.context["proposals"]} == {10}
    assert errors(client, size61_width="3") == {"mix": ["At most 60 sizes can be entered."]}


def test_sizes_of_the_last_edition_fill_the_form_in(client: Client) -> None:
    plan = published(
        {
            "A1": rectangle(0, 0),
            "A2": rectangle(300, 0),
            "A3": rectangle(2_000, 0, 300, 900),
            "A4": rectangle(4_000, 1_000, 900, 600),
        }
    )
    later = EditionFactory(number=plan.edition.number + 1)
    page = client.post(
        f"{PAGE}?edition={later.number}", {**ASKED, "aisle": "2.25", "hall": plan.hall.name, "fill": "plan"}
    )
    assert page.status_code == 200
    assert sizes_in(page.context["form"]) == [
        (900, 600, "0.545", True),
        (900, 300, "0.273", False),
        (300, 300, "0.182", False),
    ]
    assert page.context["form"]["aisle"].value() == "2.25"
    assert page.context["proposals"] == []
    assert_clean(page)
    none = client.post(f"{PAGE}?edition={plan.edition.number}", {**ASKED, "hall": plan.hall.name, "fill": "plan"})
    assert none.context["form"].errors == {"mix": ["The hall has no published plan in an earlier edition."]}
    assert (none.status_code, none.context["form"]["size1_width"].value()) == (422, "3")


def test_sizes_that_applications_ask_for_fill_the_form_in(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[int | None, list[Decimal]] = {
        None: [Decimal(9), Decimal(36), Decimal(9), Decimal("20.5"), Decimal(108)]
    }
    monkeypatch.setattr(queries, "_DEMAND", [lambda _edition, sector: asked.get(sector, [])])
    page = client.post(PAGE, {**ASKED, "fill": "applications"})
    assert sizes_in(page.context["form"]) == [
        (1200, 900, 1, True),
        (600, 600, 1, False),
        (700, 300, 1, False),
        (300, 300, 2, False),
    ]
    sector = SectorFactory()
    none = client.post(PAGE, {**ASKED, "sector": str(sector.pk), "fill": "applications"})
    assert none.context["form"].errors == {"mix": ["No application waits for a booth here."]}


def sizes_in(form: MixForm) -> list[tuple[int, int, object, bool]]:
    """Width, depth, share or number, and whether an island, of the sizes in the form."""
    form.full_clean()
    amounts = [size.count if size.share is None else str(size.share) for size in form.sizes]
    return [
        (size.width_cm, size.depth_cm, amount, size.is_island) for size, amount in zip(form.sizes, amounts, strict=True)
    ]


def test_booths_around_columns_become_a_draft_too(client: Client, sector: Sector) -> None:
    asked = {**ASKED, "sector": str(sector.pk), "columns_across": "7", "columns_down": "7", "on_columns": "on"}
    chosen = client.post(PAGE, asked).context["proposals"][0].proposal
    assert client.post(PAGE, {**asked, "choose": chosen.digest}).status_code == 302
    assert FloorPlan.objects.get().booths.count() == len(chosen.layout.booths)

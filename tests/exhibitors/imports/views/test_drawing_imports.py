"""A drawing on its way in: uploaded, its layers chosen, compared with the plan that there is."""

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from ezdxf.layouts.layout import Modelspace

from exhibitors.office.imports.queries.readings import LONG_BYTES, reading_key
from exhibitors.office.imports.tasks import read_long_floor_plan, run_import
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.plans.plan_files.models import ImportRun
from pavilions.plans.plan_files.states import ImportState
from pavilions.plans.safety.models import HallRules
from pavilions.plans.safety.states import Measure, Severity
from pavilions.states import OrganizerRole, PlanState
from tests.clients import signed_in
from tests.factories import AllotmentFactory, EditionFactory, HallFactory, SectorFactory, organizer
from tests.html_rules import assert_clean
from tests.pavilions.plan_formats.dxf_drawings import dxf, number_at, row_of_three, square
from tests.pavilions.safety.plans import LONG_AGO, rule_set

if TYPE_CHECKING:
    from pavilions.floor.models.edition import Edition
    from pavilions.floor.models.venue import Hall, Sector

pytestmark = pytest.mark.django_db


class Desk:
    """A floor planner who imports plans of one hall."""

    def __init__(self, client: Client) -> None:
        client.force_login(organizer(OrganizerRole.FLOOR_PLANNER))
        self.client = client
        self.edition: Edition = EditionFactory(number=7)
        self.hall: Hall = HallFactory(name="9.1H")
        self.sector: Sector = SectorFactory(code="food")
        AllotmentFactory(edition=self.edition, hall=self.hall, sector=self.sector)

    def send(self, content: bytes, name: str = "hall.dxf") -> Any:
        sent = {"kind": "floor_plan", "edition": self.edition.pk, "hall": self.hall.pk, "sector": self.sector.pk}
        return self.client.post(reverse("imports:upload"), sent | {"file": SimpleUploadedFile(name, content)})

    def kept(self, content: bytes) -> ImportRun:
        assert self.send(content).status_code == 302
        return ImportRun.objects.latest("pk")

    def press(self, run: ImportRun, **fields: object) -> Any:
        """Send the preview's form as it stands, with `fields`."""
        form = self.client.get(reverse("imports:run", args=[run.pk])).context["form"]
        shown = {name: form[name].value() for name in form.fields}
        said = {name: value for name, value in shown.items() if value} | fields
        answer = self.client.post(reverse("imports:run", args=[run.pk]), said)
        run.refresh_from_db()
        return answer

    def bring_in(self, content: bytes, **fields: object) -> ImportRun:
        run = self.kept(content)
        self.press(run, **fields)
        self.press(run, start="1")
        run_import(run_id=run.pk)
        run.refresh_from_db()
        return run


@pytest.fixture
def desk(client: Client) -> Desk:
    return Desk(client)


@pytest.mark.parametrize(
    ("said", "state", "sentence", "links"),
    [
        ({}, PlanState.DRAFT, "has been created as a draft, which only the organizer's team sees. ", 2),
        ({"publish": "on"}, PlanState.PUBLISHED, "has been created and published. ", 0),
    ],
)
def test_drawing_goes_from_file_to_a_draft_or_to_a_published_plan_as_chosen(
    desk: Desk, said: dict[str, str], state: PlanState, sentence: str, links: int
) -> None:
    run = desk.kept(dxf(row_of_three))
    page = desk.client.get(reverse("imports:run", args=[run.pk]))
    assert_clean(page)
    assert (page.context["booths"], page.context["good"], page.context["changes"]) == (3, 3, None)
    assert [(layer.name, field.value()) for layer, field in page.context["form"].layer_rows] == [
        ("STAND-NUMBERS", "number"),
        ("STANDS", "booth"),
    ]
    desk.press(run, **said, start="1")
    assert run.state == ImportState.RUNNING
    run_import(run_id=run.pk)
    plan = FloorPlan.objects.get()
    assert (plan.state, sorted(plan.booths.values_list("number", flat=True))) == (state, ["A1", "A2", "A3"])
    page = desk.client.get(reverse("imports:run", args=[run.pk]))
    assert f"9.1H, version 1 {sentence}Number of booths: 3." in page.text.replace("&#x27;", "'")
    assert (page.text.count("Compare and publish") + page.text.count("Open the draft")) == links
    assert Client().get("/plan/9.1H/").status_code == (200 if said else 404)


def test_layers_are_chosen_by_hand(desk: Desk) -> None:
    run = desk.kept(dxf(row_of_three))
    desk.press(run, layer_1="background", start="1")
    page = desk.client.get(reverse("imports:run", args=[run.pk]))
    assert (run.state, page.context["booths"]) == (ImportState.WAITING, 0)
    assert_clean(page)
    desk.press(run, layer_1="booth", known_booth="A1", known_metres="6", unit="")
    page = desk.client.get(reverse("imports:run", args=[run.pk]))
    assert (page.context["booths"], page.context["area"]) == (3, 108)


def test_nonsense_is_refused_beside_its_field(desk: Desk) -> None:
    run = desk.kept(dxf(row_of_three))
    answer = desk.press(run, layer_1="roof", gap_cm="-1", right_m="far")
    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["gap_cm", "layer_1", "right_m"]


def test_a_scale_of_zero_is_refused_beside_its_field(desk: Desk) -> None:
    run = desk.kept(dxf(row_of_three))
    for said in ({"cm_per_unit": "0"}, {"layer_1": "booth", "known_booth": "A1", "known_metres": "0", "unit": ""}):
        answer = desk.press(run, **said)
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) <= {"cm_per_unit", "known_metres"}


def changed(space: Modelspace) -> None:
    square(space, "A1", 0, 0)
    square(space, "A3", 6_000, 0)
    square(space, "A4", 9_000, 0)


def test_changed_drawing_is_compared_and_lies_where_the_plan_lies(desk: Desk) -> None:
    desk.bring_in(dxf(row_of_three), right_m="5", down_m="8", publish="on")
    before = {b.number: b.ring for b in Booth.objects.all()}
    assert before["A1"] == ((500, 500), (800, 500), (800, 800), (500, 800))
    run = desk.kept(dxf(changed))
    page = desk.client.get(reverse("imports:run", args=[run.pk]))
    assert_clean(page)
    changes = page.context["changes"]
    assert (changes["count"], [(str(word), count) for word, count in changes["kinds"]]) == (
        2,
        [("added", 1), ("removed", 1)],
    )
    desk.press(run, start="1")
    run_import(run_id=run.pk)
    draft = FloorPlan.objects.latest("version")
    assert (draft.state, {b.number: b.ring for b in draft.booths.all()}["A1"]) == (PlanState.DRAFT, before["A1"])
    ancestors = {b.number: [a.number for a in b.ancestors.all()] for b in draft.booths.all()}
    assert ancestors == {"A1": ["A1"], "A3": ["A3"], "A4": []}


def test_same_drawing_again_changes_nothing(desk: Desk) -> None:
    for _time in range(2):
        run = desk.bring_in(dxf(row_of_three))
    assert FloorPlan.objects.count() == 1
    assert str(run.report["sentence"]).startswith("Nothing changed")
    assert {line["row"] for line in run.report["lines"]} <= {""}  # shapes have no rows


def test_files_that_are_no_drawings_are_refused_beside_the_file(desk: Desk) -> None:
    for content in (b"AC1032\x00\x00", b"<svg xmlns='x'/>", b"0\nSECTION\nnonsense"):
        page = desk.send(content)
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["file"])
    assert ImportRun.objects.count() == 0


def test_preview_says_what_breaks_the_rules_of_the_hall(desk: Desk) -> None:
    run = desk.kept(dxf(row_of_three))
    assert "Measured against" not in desk.client.get(reverse("imports:run", args=[run.pk])).text
    found = rule_set((Measure.EXITS, "2", Severity.MANDATORY), (Measure.FILL, "100", Severity.MANDATORY))
    HallRules.objects.create(hall=desk.hall, rule_set=found, valid_from=LONG_AGO)
    page = desk.client.get(reverse("imports:run", args=[run.pk]))
    assert "Exits that can be reached: 0; required: 2." in page.text
    assert "A plan that breaks mandatory rules can be drawn, but not published." in page.text
    assert [finding.rule.measure for finding in page.context["rules"].findings] == [Measure.EXITS]
    assert_clean(page)


def with_a_carpet(space: Modelspace) -> None:
    row_of_three(space)
    space.add_line((0, -1_000), (9_000, -1_000), dxfattribs={"layer": "carpet"})
    number_at(space, "A1", 100, 100)


def shown_under(page: Any) -> str:
    """The address of the drawing under the booths."""
    found = re.search(r'<image class="background" href="([^"]+)"', page.text)
    return found[1] if found else ""


def test_preview_shows_what_will_lie_under_the_plan(desk: Desk) -> None:
    run = desk.kept(dxf(with_a_carpet))
    address = shown_under(desk.client.get(reverse("imports:run", args=[run.pk])))
    soon = desk.client.get(address)
    cache.clear()
    later = desk.client.get(address)
    assert soon.text == later.text
    assert (soon["Content-Type"], "sandbox" in soon["Content-Security-Policy"]) == ("image/svg+xml", True)
    desk.press(run, start="1")
    run_import(run_id=run.pk)
    background = FloorPlan.objects.get().background
    assert background is not None
    assert (background.drawing, background.content_hash in address) == (soon.text, True)


def test_what_was_under_a_preview_is_gone_with_other_choices_and_is_for_planners(desk: Desk) -> None:
    run = desk.kept(dxf(with_a_carpet))
    address = shown_under(desk.client.get(reverse("imports:run", args=[run.pk])))
    client = signed_in(organizer(OrganizerRole.FINANCE))
    assert client.get(address).status_code == 403
    layers = desk.client.get(reverse("imports:run", args=[run.pk])).context["form"].other_rows
    carpet = next(field.name for layer, field in layers if layer.name == "carpet")
    desk.press(run, **{carpet: "ignored"})
    cache.clear()
    assert desk.client.get(address).status_code == 404
    assert shown_under(desk.client.get(reverse("imports:run", args=[run.pk]))) == ""


def test_rest_of_the_drawing_is_shown_under_the_plan(desk: Desk) -> None:
    desk.bring_in(dxf(with_a_carpet), publish="on")
    background = FloorPlan.objects.get().background
    assert background is not None
    address = reverse("plan:background", args=[background.content_hash])
    answer = desk.client.get(address)
    assert (answer["Content-Type"], answer.text.count("<path")) == ("image/svg+xml", 1)
    page = desk.client.get(reverse("organizer:hall", args=["9.1H"]))
    assert f'<image class="background" href="{address}"' in page.text


KINDS = b"Booth,X (m),Y (m),Width,Depth,Typ\nA1,1,1,3,3,Systemstand\nA2,4,1,3,3,Systemstand\nA3,7,1,3,3,Lounge\n"


def test_unknown_kinds_are_asked_about_beside_the_findings(desk: Desk) -> None:
    run = desk.kept(KINDS)
    page = desk.client.get(reverse("imports:run", args=[run.pk]))
    assert_clean(page)
    assert [str(field.label) for field in page.context["form"].kind_fields] == [
        "“Systemstand” (2 rows)",
        "“Lounge” (1 row)",
    ]
    assert (page.context["good"], page.context["refused"]) == (0, 3)
    desk.press(run, kind_0="shell", kind_1="skip")
    page = desk.client.get(reverse("imports:run", args=[run.pk]))
    assert [field.value() for field in page.context["form"].kind_fields] == ["shell", "skip"]
    desk.press(run, start="1")
    run_import(run_id=run.pk)
    assert sorted(Booth.objects.values_list("number", "kind")) == [("A1", "shell"), ("A2", "shell")]


def test_answer_about_a_kind_that_is_none_is_refused_beside_its_field(desk: Desk) -> None:
    answer = desk.press(desk.kept(KINDS), kind_0="roof")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["kind_0"])


PIXELS = "Booth,X,Y,Width,Depth,Area\n" + "".join(f"A{at},{485 * at},0,485,485,9\n" for at in range(1, 7))


def test_scale_that_is_worked_out_is_chosen_by_one_button(desk: Desk) -> None:
    run = desk.kept(PIXELS.encode())
    address = reverse("imports:run", args=[run.pk])
    page = desk.client.get(address)
    assert_clean(page)
    assert "one unit of the drawing is 0.6186 cm: then booths have their stated area within 5% (6 of 6)." in page.text
    assert (page.context["good"], page.context["refused"]) == (0, 6)
    for stranger in ("0.7", "nonsense"):
        desk.press(run, scale=stranger)
        assert run.choices["cm_per_unit"] is None
    page = desk.press(run, scale="0.6186", share_cm="many")
    assert (page.status_code, page.context["form"]["share_cm"].value()) == (422, "many")
    desk.press(run, scale="0.6186", share_cm="7")
    assert (run.choices["cm_per_unit"], run.choices["share_cm"]) == ("0.6186", "7")
    page = desk.client.get(address)
    assert (page.context["good"], page.context["area"], page.context["scales"]) == (6, 54, ())
    assert_clean(page)


def long_file(header: str, row: str) -> bytes:
    """A hundred rows with remarks so long that the plan is a long one."""
    remarks = "x" * (LONG_BYTES // 100)
    return f"{header},Remarks\n{''.join(f'{row},{remarks}\n'.replace('#', str(at)) for at in range(100))}".encode()


def test_long_plan_is_read_by_a_worker_with_progress(desk: Desk) -> None:
    cache.clear()
    run = desk.kept(long_file("Booth,X (cm),Y (cm),Width,Depth", "A#,1#00,100,100,300"))
    address = reverse("imports:run", args=[run.pk])
    page = desk.client.get(address)
    assert_clean(page)
    assert "Reading the file…" in page.text
    assert "HX-Refresh" not in desk.client.get(address, headers={"HX-Request": "true"})
    assert cache.get(reading_key(run, "en")) == 1
    read_long_floor_plan(run_id=run.pk, language="en")
    assert cache.get(reading_key(run, "en")) is None
    assert desk.client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    page = desk.client.get(address)
    assert ("Reading the file…" in page.text, page.context["booths"]) == (False, 100)


def test_long_plan_that_says_nothing_is_refused_once_it_was_read(desk: Desk) -> None:
    cache.clear()
    run = desk.kept(long_file("foo,bar", "#,2"))
    read_long_floor_plan(run_id=run.pk, language="en")
    page = desk.client.get(reverse("imports:run", args=[run.pk]))
    assert "No columns were found for the position of the booths" in page.text
    assert_clean(page)

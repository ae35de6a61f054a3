"""Importing on organizers' pages: upload, preview, run, result."""

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError
from exhibitors.companies.models import Company
from exhibitors.companies.operations import change_company
from exhibitors.office.imports.operations import run_import as carry_out
from exhibitors.office.imports.tasks import run_import
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.plan_files.models import ImportRun
from pavilions.plans.plan_files.states import ImportState
from pavilions.plans.safety.models import HallRules
from pavilions.plans.safety.states import Measure, Severity
from pavilions.states import OrganizerRole, PlanState
from tests.ciie.tables.workbook_files import far_apart, likeness
from tests.factories import (
    NOON,
    AllotmentFactory,
    CompanyFactory,
    EditionFactory,
    HallFactory,
    SectorFactory,
    UserFactory,
    organizer,
)
from tests.html_rules import assert_clean
from tests.page_forms import forms_of
from tests.pavilions.safety.plans import LONG_AGO, rule_set

if TYPE_CHECKING:
    from pavilions.floor.models.venue import Hall

pytestmark = pytest.mark.django_db

LIST = "id,name,country,booth\n1,Alpha Ltd,France,A1\n2,Beta,Korea,A2\n"
PLAN = "Booth,X (m),Y (m),Width,Depth\nA1,1,1,3,3\nA2,4,1,3,3\nA3,5,1,3,3\n"


@pytest.fixture
def edition() -> Edition:
    return EditionFactory(number=7)


@pytest.fixture
def director() -> User:
    return organizer(OrganizerRole.DIRECTOR)


@pytest.fixture
def browser(client: Client, director: User) -> Client:
    client.force_login(director)
    return client


def send(browser: Client, edition: Edition, content: bytes | str, **fields: object) -> Any:
    content = content.encode() if isinstance(content, str) else content
    sent = {"kind": "companies", "edition": edition.pk, "file": SimpleUploadedFile("list.csv", content)}
    return browser.post(reverse("imports:upload"), sent | fields)


def kept(browser: Client, edition: Edition, content: str, **fields: object) -> ImportRun:
    send(browser, edition, content, **fields)
    return ImportRun.objects.get()


def press(browser: Client, run: ImportRun, **fields: object) -> None:
    """Send the preview's form as it stands, with `fields`."""
    page = browser.get(reverse("imports:run", args=[run.pk]))
    shown = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    browser.post(reverse("imports:run", args=[run.pk]), {k: v for k, v in shown.items() if v} | fields)
    run.refresh_from_db()


def test_list_goes_from_file_to_companies(browser: Client, edition: Edition) -> None:
    run = kept(browser, edition, LIST)
    page = browser.get(reverse("imports:run", args=[run.pk]))
    assert_clean(page)
    assert page.context["counts"] == {"new": 2}
    assert Company.objects.count() == 0
    press(browser, run, start="1")
    assert run.state == ImportState.RUNNING
    assert_clean(browser.get(reverse("imports:run", args=[run.pk])))
    run_import(run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, Company.objects.count()) == (ImportState.DONE, 2)
    result = browser.get(reverse("imports:run", args=[run.pk]))
    assert_clean(result)
    assert run.report["sentence"] in result.content.decode()


@pytest.mark.usefixtures("in_a_child")
@pytest.mark.parametrize("kind", ["companies", "floor_plan"])
def test_workbook_that_would_end_the_process_is_refused_beside_its_field(
    browser: Client, edition: Edition, kind: str
) -> None:
    page = send(browser, edition, far_apart(), kind=kind, hall=HallFactory().pk)
    assert page.status_code == 422
    assert page.context["form"].errors["file"] == [
        "This workbook needs too much memory or time. Copy the list alone into a new workbook and choose that."
    ]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb", "ods"])
def test_list_comes_in_every_kind_of_workbook(browser: Client, edition: Edition, kind: str) -> None:
    send(browser, edition, likeness(f"exhibitors.{kind}"))
    page = browser.get(reverse("imports:run", args=[ImportRun.objects.get().pk]))
    assert_clean(page)
    assert page.context["counts"] == {"new": 2}


def test_second_ring_does_nothing(browser: Client, edition: Edition, director: User) -> None:
    run = kept(browser, edition, LIST)
    assert carry_out(run.pk, actor=director, at=NOON) is False
    press(browser, run, start="1")
    assert carry_out(run.pk, actor=director, at=NOON) is True
    assert carry_out(run.pk, actor=director, at=NOON) is False


def test_choices_that_change_the_reading_are_shown_before_the_start(browser: Client, edition: Edition) -> None:
    run = kept(browser, edition, LIST)
    press(browser, run, start="1", column_country="")
    assert (run.state, run.choices["columns"]["country"]) == (ImportState.WAITING, "")
    press(browser, run, start="1")
    assert run.state == ImportState.RUNNING


def test_list_whose_companies_were_changed_meanwhile_is_previewed_again(
    browser: Client, edition: Edition, director: User
) -> None:
    company = CompanyFactory(name="Maison Rive", normalized_name="maison rive", country="FR", city="Lyon")
    run = kept(browser, edition, "name,country,city\nMaison Rive,France,Paris\n")
    address = reverse("imports:run", args=[run.pk])
    form = next(form for form in forms_of(browser.get(address).text) if "previewed" in form.values)
    change_company(company.pk, {"city": "Nice"}, actor=director, at=NOON)
    answer = browser.post(address, form.filled(start="1"))
    assert (answer.status_code, "Records have changed since you opened the page" in answer.text) == (422, True)
    run.refresh_from_db()
    assert run.state == ImportState.WAITING
    press(browser, run, start="1")
    assert run.state == ImportState.RUNNING


def test_similar_company_is_united_when_a_person_says_so(browser: Client, edition: Edition) -> None:
    known = Company.objects.create(name="Huawei Technologies", normalized_name="huawei technologies", country="CN")
    run = kept(browser, edition, "name,city\nHuawei Technologies Germany,Bonn\n")
    press(browser, run, start="1", row_2=str(known.pk))
    run_import(run_id=run.pk)
    assert list(Company.objects.values_list("name", "city")) == [("Huawei Technologies", "Bonn")]


def test_refused_import_keeps_its_file_for_another_try(browser: Client, edition: Edition) -> None:
    run = kept(browser, edition, "name,city\nAlpha,Rome\n,Oslo\n")
    press(browser, run, start="1")
    run_import(run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, run.report["code"], Company.objects.count()) == (ImportState.REFUSED, "rows_refused", 0)
    browser.post(reverse("imports:again", args=[run.pk]))
    again = ImportRun.objects.latest("pk")
    press(browser, again, start="1", accept_good_rows="on")
    run_import(run_id=again.pk)
    assert Company.objects.count() == 1
    rejected = browser.get(reverse("imports:rejected", args=[again.pk, "csv"]))
    lines = rejected.getvalue().decode("utf-8-sig").splitlines()
    assert lines[1:] == ["3,,The row has no company name."]


def test_lost_run_is_started_again(browser: Client, edition: Edition) -> None:
    run = kept(browser, edition, LIST)
    press(browser, run, start="1")
    browser.post(reverse("imports:again", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == ImportState.RUNNING
    run_import(run_id=run.pk)
    browser.post(reverse("imports:again", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == ImportState.DONE


def zip_bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x>" + b" " * 400_000_000)
    return stream.getvalue()


@pytest.mark.parametrize("content", [b"%PDF-1.7 something", b"\x89PNG\r\n", b"[1, 2", b"PK\x03\x04broken"])
def test_wrong_file_is_refused_beside_its_field_and_the_rest_stays(
    browser: Client, edition: Edition, content: bytes
) -> None:
    page = send(browser, edition, content)
    assert page.status_code == 422
    form = page.context["form"]
    assert (list(form.errors), form["edition"].value(), form["kind"].value()) == (
        ["file"],
        str(edition.pk),
        "companies",
    )
    assert ImportRun.objects.count() == 0


def test_zip_bomb_and_oversize_are_refused_beside_the_file(browser: Client, edition: Edition) -> None:
    for content in (zip_bomb(), b"a,b\n" + b"x" * (25 * 1024 * 1024)):
        page = send(browser, edition, content)
        assert list(page.context["form"].errors) == ["file"]


def test_plan_needs_a_hall(browser: Client, edition: Edition) -> None:
    page = send(browser, edition, PLAN, kind="floor_plan")
    assert list(page.context["form"].errors) == ["hall"]


def test_plan_goes_from_file_to_booths(browser: Client, edition: Edition) -> None:
    hall: Hall = HallFactory(name="9.1H")
    sector = SectorFactory(code="food")
    AllotmentFactory(edition=edition, hall=hall, sector=sector)
    run = kept(browser, edition, PLAN, kind="floor_plan", hall=hall.pk, sector=sector.pk)
    page = browser.get(reverse("imports:run", args=[run.pk]))
    assert_clean(page)
    assert (page.context["booths"], page.context["good"]) == (3, 1)
    assert page.content.decode().count('class="booth blocked"') == 2
    press(browser, run, start="1", accept_good_rows="on")
    run_import(run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, list(Booth.objects.values_list("number", flat=True))) == (ImportState.DONE, ["A1"])


@pytest.mark.parametrize(
    ("outline", "corners", "first"),
    [
        ("Hall,100,50,60,30,outline\n", [[0, 0], [6_000, 0], [6_000, 3_000], [0, 3_000]], [1_000, 1_000]),
        ("", [[0, 0], [1_200, 0], [1_200, 900], [0, 900]], [300, 300]),
    ],
)
def test_plan_brings_its_hall(
    browser: Client, edition: Edition, outline: str, corners: list[list[int]], first: list[int]
) -> None:
    plan = f"Booth,X (m),Y (m),Width,Depth,Kind\n{outline}A1,110,60,3,3,\nA2,113,60,3,3,\n"
    run = kept(browser, edition, plan, kind="floor_plan", new_hall="8.2H", sector=SectorFactory().pk)
    page = browser.get(reverse("imports:run", args=[run.pk]))
    assert_clean(page)
    assert "Plan of the new hall 8.2H" in page.text
    assert ("rectangle 3 m around what is drawn" in page.text) == (not outline)
    press(browser, run, start="1")
    run_import(run_id=run.pk)
    run.refresh_from_db()
    assert run.state == ImportState.DONE, run.report
    assert ("Warning" in {line["label"] for line in run.report["lines"]}) == (not outline)
    booth = Booth.objects.get(number="A1")
    hall = booth.plan.hall
    assert (hall.name, hall.building, hall.level, hall.outline) == ("8.2H", "8", 2, corners)
    assert booth.footprint[0] == first
    run.refresh_from_db()
    again = send(browser, edition, plan, kind="floor_plan", new_hall="8.2h")
    assert "There is already a hall 8.2h. Choose it in the list." in again.text


def test_plan_that_breaks_rules_of_its_new_hall_comes_in_as_a_draft(browser: Client, edition: Edition) -> None:
    found = rule_set((Measure.EXITS, "2", Severity.MANDATORY))
    HallRules.objects.create(rule_set=found, valid_from=LONG_AGO)
    plan = "Booth,X (m),Y (m),Width,Depth\nA1,110,60,3,3\n"
    run = kept(browser, edition, plan, kind="floor_plan", new_hall="8.2H", sector=SectorFactory().pk)
    press(browser, run, start="1", publish="on")
    run_import(run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, Booth.objects.get().plan.state) == (ImportState.DONE, PlanState.DRAFT)
    page = browser.get(reverse("imports:run", args=[run.pk]))
    assert "It is not published yet. The plan does not meet the rules of its hall" in page.text
    assert f'href="/organizer/drafts/{Booth.objects.get().plan_id}/"' in page.text


def test_plan_has_one_hall_the_chosen_or_the_new_one(browser: Client, edition: Edition) -> None:
    page = send(browser, edition, PLAN, kind="floor_plan", new_hall="8.2H", hall=HallFactory().pk)
    assert list(page.context["form"].errors) == ["new_hall"]


def test_plan_that_cannot_be_placed_asks_for_columns(browser: Client, edition: Edition) -> None:
    hall: Hall = HallFactory()
    run = kept(browser, edition, "foo,bar\n1,2\n", kind="floor_plan", hall=hall.pk)
    page = browser.get(reverse("imports:run", args=[run.pk]))
    assert isinstance(page.context["refusal"], DomainError)
    assert_clean(page)


def test_list_without_a_name_asks_for_columns(browser: Client, edition: Edition) -> None:
    run = kept(browser, edition, "foo,bar\nAlpha,2\n")
    page = browser.get(reverse("imports:run", args=[run.pk]))
    assert isinstance(page.context["refusal"], DomainError)
    press(browser, run, column_name="foo")
    assert browser.get(reverse("imports:run", args=[run.pk])).context["counts"] == {"new": 1}


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (OrganizerRole.DIRECTOR, ["companies", "floor_plan"]),
        (OrganizerRole.REVIEWER, ["companies"]),
        (OrganizerRole.FLOOR_PLANNER, ["floor_plan"]),
    ],
)
def test_roles_import_what_they_answer_for(
    client: Client, edition: Edition, role: OrganizerRole, kinds: list[str]
) -> None:
    client.force_login(organizer(role))
    page = client.get(reverse("imports:upload"))
    assert [kind for kind, _label in page.context["form"].fields["kind"].choices] == kinds
    assert_clean(page)


def test_finance_imports_nothing_and_strangers_see_nothing(client: Client, browser: Client, edition: Edition) -> None:
    run = kept(browser, edition, LIST)
    addresses = [reverse("imports:upload"), reverse("imports:run", args=[run.pk])]
    client.force_login(organizer(OrganizerRole.FINANCE))
    assert [client.get(address).status_code for address in addresses] == [403, 403]
    client.force_login(UserFactory())
    assert client.get(reverse("imports:list")).status_code == 403


def test_list_of_imports_has_a_constant_number_of_queries(browser: Client, edition: Edition) -> None:

    counts = []
    for _number in range(3):
        send(browser, edition, LIST)
        with CaptureQueriesContext(connection) as queries:
            assert_clean(browser.get(reverse("imports:list")))
        counts.append(len(queries))
    assert counts[0] == counts[2]

"""The desk of a pavilion and the organizer's page about it, in the browser's terms."""

import re
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from ciie.uploads.keeping import keep, read_kept
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.models.pavilion_work import PavilionDesign, PavilionTask
from pavilions.national.national_pavilions.operations.pavilion_managers import invite_manager
from pavilions.national.national_pavilions.operations.pavilion_tasks import set_task
from pavilions.states import PavilionStage
from tests.ciie.uploads.pictures import declared_png
from tests.clients import signed_in
from tests.factories import NOON, UserFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import seen
from tests.pavilions.national_pavilions.national import (
    give,
    invited,
    manager_of,
    national,
    national_booth,
    pavilion_at,
    picture_file,
)

pytestmark = pytest.mark.django_db
OTHER = f"documents/{sha256(b'%PDF-2').hexdigest()}.pdf"
EVIL = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def world(media: Path) -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def desk() -> tuple[NationalPavilion, Client]:
    pavilion = pavilion_at(PavilionStage.IN_DESIGN)
    return pavilion, signed_in(manager_of(pavilion))


def test_every_tab_is_clean_for_manager_and_organizer() -> None:
    pavilion, manager = desk()
    give(pavilion)
    manager.post(f"/pavilion/{pavilion.pk}/pictures/", {"picture": picture_file(), "alt": "Fields"})
    for client in (manager, signed_in(organizer())):
        for tab in ("", "tasks/", "profile/", "profile/fr/", "pictures/", "designs/", "contacts/", "space/"):
            assert_clean(client.get(f"/pavilion/{pavilion.pk}/{tab}"))
    for page in ("", "list/", "history/", "deadlines/", f"{pavilion.pk}/", f"{pavilion.pk}/space/"):
        assert_clean(signed_in(organizer()).get(f"/organizer/pavilions/{page}"))


def test_what_people_write_is_escaped_everywhere() -> None:
    pavilion, client = desk()
    address = f"/pavilion/{pavilion.pk}/"
    client.post(
        f"{address}profile/en/", {"title": EVIL, "theme": EVIL, "text": EVIL, "highlights": EVIL, "revision": 0}
    )
    client.post(f"{address}contacts/", {"kind": "press", "name": EVIL, "phone": "1"})
    client.post(f"{address}pictures/", {"picture": picture_file(), "alt": EVIL})
    client.post(f"{address}space/", seen(pavilion, wanted_sqm="", space_wishes=EVIL))
    client.post(f"{address}designs/", {"file": SimpleUploadedFile("a.pdf", b"%PDF-1"), "note": EVIL})
    pages = [
        f"{address}{tab}" for tab in ("", "profile/", "profile/en/", "contacts/", "pictures/", "designs/", "space/")
    ]
    for page in (*pages, f"/pavilions/{pavilion.pk}/", "/pavilions/"):
        answer = client.get(page)
        assert (answer.status_code, EVIL in answer.text) == (200, False), page
    shown = signed_in(organizer()).get(f"/organizer/pavilions/{pavilion.pk}/")
    assert EVIL not in shown.text


def test_what_is_no_picture_or_too_wide_is_refused_and_the_words_stay() -> None:
    pavilion, client = desk()
    for content, words in (
        (b"GIF89a nothing", "This is not a JPEG"),
        (declared_png(20_000, 10), "The picture is too large"),
    ):
        file = SimpleUploadedFile("x.png", content, content_type="image/png")
        page = client.post(f"/pavilion/{pavilion.pk}/pictures/", {"picture": file, "alt": "A wide view"})
        assert page.status_code == 422
        assert words in page.context["form"].errors["picture"][0]
        assert "A wide view" in page.text
    assert not pavilion.pictures.exists()


def test_what_is_no_pdf_is_refused_and_the_note_stays() -> None:
    pavilion, client = desk()
    file = SimpleUploadedFile("plan.pdf", b"MZ\x90")
    page = client.post(f"/pavilion/{pavilion.pk}/designs/", {"file": file, "note": "Second floor added"})
    assert (page.status_code, "Second floor added" in page.text) == (422, True)
    assert list(page.context["form"].errors) == ["file"]


def test_design_goes_from_upload_to_approval_in_the_browser() -> None:
    pavilion, client = desk()
    address = f"/pavilion/{pavilion.pk}/designs/"
    client.post(address, {"file": SimpleUploadedFile("plan.pdf", b"%PDF-1.7 one"), "note": ""})
    design = PavilionDesign.objects.get()
    client.post(f"{address}{design.pk}/submit/", seen(design))
    director = signed_in(organizer())
    page = director.post(f"{address}{design.pk}/return/", seen(design, comment=""))
    assert (page.status_code, "State what needs to be changed." in page.text) == (422, True)
    give(pavilion)
    director.post(f"{address}{design.pk}/approve/", seen(design, comment="Fine."))
    design.refresh_from_db()
    assert design.state == "approved"
    file = client.get(f"{address}{design.pk}/file/")
    assert b"".join(file.streaming_content) == b"%PDF-1.7 one"  # type: ignore[attr-defined]
    assert file.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'


def test_tasks_are_ticked_and_wrong_days_refused() -> None:
    pavilion, client = desk()
    task = PavilionTask.objects.filter(pavilion=pavilion).first()
    assert task is not None
    client.post(f"/pavilion/{pavilion.pk}/tasks/{task.pk}/done/", seen(task))
    task.refresh_from_db()
    assert task.done_at == NOON
    director = signed_in(organizer())
    page = director.post(f"/pavilion/{pavilion.pk}/tasks/", {"title": "Flag", "due_date": "1999-01-01"})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["due_date"])
    said = director.post(f"/pavilion/{pavilion.pk}/tasks/{task.pk}/day/", seen(task, due_date="soon"), follow=True)
    assert (said.status_code, "Enter a valid date." in said.text) == (422, True)
    refused = client.post(f"/pavilion/{pavilion.pk}/tasks/{task.pk}/drop/", seen(task), follow=True)
    assert "Your role does not allow this." in refused.text


def test_space_is_given_and_taken_back_in_the_browser() -> None:
    pavilion, _client = desk()
    booth = national_booth(pavilion.edition, number="N01")
    director, address = signed_in(organizer()), f"/organizer/pavilions/{pavilion.pk}/"
    director.post(f"{address}space/", seen(pavilion, booth=[booth.pk]))
    claim = SpaceClaim.objects.get()
    again = director.post(f"{address}space/", seen(pavilion, booth=[booth.pk]))
    assert (again.status_code, "Just taken by someone else" in again.text) == (422, True)
    director.post(f"{address}take-back/", seen(pavilion, claim=[claim.pk]))
    assert not SpaceClaim.objects.live().exists()


def test_area_larger_than_the_hall_is_refused_beside_its_field() -> None:
    pavilion, client = desk()
    allotment = national(pavilion.edition, 100)
    director = signed_in(organizer())
    asked_for = seen(pavilion, allotment=allotment.pk, area_sqm="500")
    page = director.post(f"/organizer/pavilions/{pavilion.pk}/area/", asked_for)
    assert page.status_code == 422
    assert "500 m² do not fit" in page.context["area_form"].errors["area_sqm"][0]
    asked = client.post(
        f"/pavilion/{pavilion.pk}/space/", seen(pavilion, wanted_sqm="500", space_wishes="Near the door")
    )
    assert (asked.status_code, "Near the door" in asked.text) == (422, True)
    assert "500 m² are more than any hall has for the national exhibition. The largest has 100 m²." in asked.text


def test_area_of_too_many_digits_is_refused_with_the_largest_one() -> None:
    pavilion, client = desk()
    allotment = national(pavilion.edition, 100)
    typed = {"wanted_sqm": "30000000", "space_wishes": "Near the door"}
    asked = client.post(f"/pavilion/{pavilion.pk}/space/", typed)
    given = signed_in(organizer()).post(
        f"/organizer/pavilions/{pavilion.pk}/area/", {"allotment": allotment.pk, "area_sqm": "30000000"}
    )
    for page in (asked, given):
        assert "The largest area that can be entered is 999,999.99 m²." in page.text
        assert "digits" not in page.text


def test_invited_manager_accepts_by_the_link() -> None:
    pavilion = invited()
    person = UserFactory(email="ann@example.org")
    invitation = invite_manager(pavilion.pk, email="ann@example.org", actor=organizer(), at=NOON)
    address = f"/pavilion/invitations/{invitation.pk}/"
    assert signed_in(UserFactory()).get(address).status_code == 404
    client = signed_in(person)
    assert_clean(client.get(address))
    assert client.post(address).headers["Location"] == f"/pavilion/{pavilion.pk}/"
    assert_clean(client.get(address))


def test_board_says_what_is_late_and_by_how_much() -> None:
    pavilion = invited()
    client = signed_in(organizer())
    client.post(f"/organizer/pavilions/{pavilion.pk}/due/", seen(pavilion, due_date="2024-05-10"))
    page = client.get("/organizer/pavilions/")
    assert "7 days overdue" in page.text
    (column,) = [each for each in page.context["board"].columns if each.cards]
    assert (column.stage, column.late) == (PavilionStage.INVITED, 1)


def test_lists_are_filtered_and_exported_as_filtered() -> None:
    pavilion_at(PavilionStage.CONFIRMED, "FR", is_guest_of_honour=True)
    invited("TH")
    invited("", organization="UNIDO")
    client = signed_in(organizer())
    for query, names in {
        "search=fran": ["France"],
        "stage=invited": ["Thailand", "UNIDO"],
        "kind=organization": ["UNIDO"],
        "guest=yes": ["France"],
        "search=%00": [],
    }.items():
        page = client.get(f"/organizer/pavilions/list/?{query}")
        if names:
            assert sorted(str(row.record) for row in page.context["table"].rows) == names, query
            sent = client.get(f"/organizer/pavilions/export/csv/?{query}")
            lines = b"".join(sent.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
            assert sorted(line.split(",")[0] for line in lines[1:]) == names
        assert page.status_code == 200
    history = client.get("/organizer/pavilions/history/?sort=-times")
    assert [row.record["country"] for row in history.context["table"].rows] == ["FR"]


def test_pictures_are_moved_with_buttons_and_shown_in_this_order_to_everybody() -> None:
    pavilion, client = desk()
    for number in range(3):
        client.post(f"/pavilion/{pavilion.pk}/pictures/", {"picture": _shade(number), "alt": f"view {number}"})
    first, _second, third = pavilion.pictures.all()
    address = f"/pavilion/{pavilion.pk}/pictures/"
    text = client.get(address).text
    assert [text.count(f"/{name}/") for name in ("first", "earlier", "later")] == [1, 2, 2]
    moved = client.post(f"{address}{third.pk}/earlier/", seen(third))
    assert moved.headers["Location"] == f"{address}#picture-{third.pk}"
    client.post(f"{address}{first.pk}/later/", seen(first))
    assert client.post(f"{address}{first.pk}/sideways/").status_code == 404
    shown = client.get(f"/pavilions/{pavilion.pk}/").text
    assert re.findall("<figcaption>(.*?)</figcaption>", shown) == ["view 2", "view 0", "view 1"]


@pytest.mark.parametrize("page", ["/organizer/pavilions/list/", "/organizer/pavilions/history/", "/pavilions/"])
def test_lists_read_as_often_for_three_as_for_one(page: str) -> None:
    client = signed_in(organizer())
    pavilion_at(PavilionStage.CONFIRMED)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for country in ("DE", "IT"):
        pavilion_at(PavilionStage.CONFIRMED, country)
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(few)


@pytest.mark.parametrize("tab", ["tasks", "designs", "pictures", "contacts"])
def test_tabs_read_as_often_for_three_as_for_one(tab: str) -> None:
    pavilion, client = desk()
    page = f"/pavilion/{pavilion.pk}/{tab}/"

    def add(number: int) -> None:
        set_task(pavilion.pk, title="x", due_date=NOON.date(), actor=organizer(), at=NOON)
        client.post(f"/pavilion/{pavilion.pk}/pictures/", {"picture": _shade(number), "alt": "x"})
        client.post(f"/pavilion/{pavilion.pk}/contacts/", {"kind": "press", "name": "x", "phone": "1"})
        file = SimpleUploadedFile("a.pdf", f"%PDF-{number}".encode())
        client.post(f"/pavilion/{pavilion.pk}/designs/", {"file": file})
        newest = pavilion.designs.order_by("-version")[0]
        client.post(f"/pavilion/{pavilion.pk}/designs/{newest.pk}/withdraw/", seen(newest))

    add(1)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    add(2)
    add(3)
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(few)


def _shade(number: int) -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (20, 20), (number * 40, 0, 0)).save(content, "PNG")
    return SimpleUploadedFile("x.png", content.getvalue(), content_type="image/png")


def test_design_whose_file_is_not_the_one_on_record_is_not_found() -> None:
    pavilion, client = desk()
    content = {"title": "a.pdf", "size": 6, "sent_at": NOON, "name": keep(OTHER, ContentFile(b"%PDF-2"))}
    design = PavilionDesign.objects.create(pavilion=pavilion, version=1, digest="0" * 64, **content)
    assert read_kept(design.name, sha256(b"%PDF-2").hexdigest()) == b"%PDF-2"
    assert client.get(reverse("pavilion:design_file", args=[pavilion.pk, design.pk])).status_code == 404

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ciie.kernel.actors import SYSTEM
from exhibitors.promotion.roadshows.models import Roadshow
from exhibitors.promotion.roadshows.operations import confirm_registration
from exhibitors.promotion.roadshows.states import RoadshowState
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.roadshows.roadshows import asked, opened, record
from tests.factories import NOON, EditionFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LIST = "/organizer/roadshows/"


def typed(**changed: object) -> dict[str, object]:
    return {name: value for name, value in record(**changed).items() if value is not None}


def test_roadshow_is_planned_opened_changed_and_noted_as_held() -> None:
    EditionFactory()
    client = signed_in(organizer())
    assert_clean(client.get(LIST))
    assert_clean(client.get(f"{LIST}plan/"))
    page = client.post(f"{LIST}plan/", typed(held_date=date(2024, 5, 16)), follow=True)
    assert_clean(page)
    show = Roadshow.objects.get()
    client.post(f"{LIST}{show.pk}/open/", seen(show))
    client.post(f"{LIST}{show.pk}/edit/", typed(held_date=date(2024, 5, 16), city="Nice") | seen(show))
    page = client.post(f"{LIST}{show.pk}/", seen(show, attendance="41"), follow=True)
    assert_clean(page)
    assert "entered later" in page.text
    show.refresh_from_db()
    assert (show.state, show.city, show.attendance) == (RoadshowState.HELD, "Nice", 41)


def test_bad_day_and_bad_number_are_refused_beside_their_field() -> None:
    EditionFactory()
    client = signed_in(organizer())
    for day in (date(2030, 1, 1), date(2019, 5, 16)):
        answer = client.post(f"{LIST}plan/", typed(held_date=day))
        [refusal] = answer.context["form"].errors["held_date"]
        assert refusal.startswith(
            "Roadshows for this edition must take place between 5 November 2023, a year before it opens, and"
        )
        assert answer.context["form"]["city"].value() == "Lyon"
    show = opened()
    answer = client.post(f"{LIST}{show.pk}/", seen(show, attendance="3"))
    assert answer.context["form"].errors == {"attendance": ["Its date is in the future."]}
    assert client.post(f"{LIST}{show.pk}/", seen(show, attendance="-3")).status_code == 422
    assert client.post(f"{LIST}{show.pk}/nonsense/").status_code == 404


def test_registrations_are_for_those_who_promote() -> None:
    show = opened()
    confirm_registration(asked(show).pk, actor=SYSTEM, at=NOON)
    finance, promoter = signed_in(organizer(OrganizerRole.FINANCE)), signed_in(organizer())
    assert "ada@example.org" not in finance.get(f"{LIST}{show.pk}/").content.decode()
    assert finance.get(f"{LIST}{show.pk}/registrations/csv/").status_code == 403
    assert "ada@example.org" in promoter.get(f"{LIST}{show.pk}/").content.decode()
    lines = b"".join(promoter.get(f"{LIST}{show.pk}/registrations/csv/")).decode().splitlines()
    assert lines[1].startswith("Ada,ada@example.org,Ada SA,France,confirmed")


def test_who_cancels_reads_how_many_are_registered_and_may_undo_it() -> None:
    show = opened()
    confirm_registration(asked(show).pk, actor=SYSTEM, at=NOON)
    promoter = signed_in(organizer())
    assert "Registrations to be notified by email: 1." in promoter.get(f"{LIST}{show.pk}/").text
    page = promoter.post(f"{LIST}{show.pk}/cancel/", seen(show), follow=True)
    assert_clean(page)
    assert "the roadshow can take place after all. Registrations to be notified by email: 1." in page.text
    show.refresh_from_db()
    promoter.post(f"{LIST}{show.pk}/restore/", seen(show))
    show.refresh_from_db()
    assert show.state == RoadshowState.OPEN


def test_registration_is_listed_once_its_address_is_confirmed() -> None:
    show = opened()
    asked(show)
    promoter = signed_in(organizer())
    page = promoter.get(f"{LIST}{show.pk}/").content.decode()
    assert ("ada@example.org" in page, "1 person has not confirmed the email address yet" in page) == (False, True)
    assert len(b"".join(promoter.get(f"{LIST}{show.pk}/registrations/csv/")).decode().splitlines()) == 1


def test_list_is_narrowed_exported_and_reads_as_often_for_three_as_for_one() -> None:
    opened(city="Lyon", country="FR")
    client = signed_in(organizer())
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    bonn = opened(city="Bonn", country="DE")
    opened(city="Oslo", country="NO")
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)
    for query in ("search=bonn", "country=DE"):
        assert [row.record.pk for row in client.get(f"{LIST}?{query}").context["table"].rows] == [bonn.pk]
    assert len(b"".join(client.get(f"{LIST}export/csv/?country=DE")).decode().splitlines()) == 2


def test_held_roadshow_is_corrected_on_its_page_with_a_reason() -> None:
    show = opened(held_date=date(2024, 5, 17))
    show.refresh_from_db()
    client = signed_in(organizer())
    address = f"{LIST}{show.pk}/correct/"
    assert client.get(address).status_code == 404
    client.post(f"{LIST}{show.pk}/", {"attendance": "41", "revision": show.revision})
    show.refresh_from_db()
    page = client.get(address)
    assert_clean(page)
    typed = {"held_date": "2024-05-17", "city": "Lyon", "country": "FR", "attendance": "45", "revision": show.revision}
    answer = client.post(address, typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])
    page = client.post(address, typed | {"reason": "Counted again."}, follow=True)
    assert_clean(page)
    assert "Counted again." in page.text
    answer = client.post(address, typed | {"reason": "Mine.", "attendance": "46"})
    assert (answer.status_code, answer.context["form"]["reason"].value()) == (422, "Mine.")
    assert "changed since you opened the page" in answer.text


def test_second_reader_of_a_roadshow_overwrites_nothing() -> None:
    show, client = opened(), signed_in(organizer())
    show.refresh_from_db()
    client.post(f"{LIST}{show.pk}/edit/", typed(city="Nice", revision=show.revision))
    answer = client.post(f"{LIST}{show.pk}/edit/", typed(host="Bank", revision=show.revision))
    assert (answer.status_code, answer.context["form"]["host"].value()) == (422, "Bank")
    show.refresh_from_db()
    assert (show.city, show.host) == ("Nice", "Chamber")
    client.post(f"{LIST}{show.pk}/cancel/", {"revision": show.revision - 1})
    show.refresh_from_db()
    assert show.state == "open"

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from post_office.models import Email

from ciie.kernel.actors import SYSTEM
from ciie.kernel.signed_links import link_token
from exhibitors.promotion.roadshows.forms import RegistrationForm
from exhibitors.promotion.roadshows.models import Roadshow, RoadshowRegistration
from exhibitors.promotion.roadshows.operations import cancel_roadshow, change_roadshow, confirm_registration
from exhibitors.promotion.roadshows.states import RegistrationState
from exhibitors.promotion.roadshows.views.public import REGISTRATIONS_AN_HOUR
from tests.exhibitors.roadshows.roadshows import asked, opened, visitor
from tests.factories import NOON, organizer
from tests.html_rules import assert_clean

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    cache.clear()
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def show() -> Roadshow:
    return opened(title="Meet the expo in Lyon")


def typed(clock: time_machine.Traveller, **changed: Any) -> dict[str, Any]:
    """What a person types in ten seconds."""
    opened_then = RegistrationForm().opened
    clock.shift(timedelta(seconds=10))
    return visitor(opened=opened_then, **changed)


def test_visitor_registers_and_confirms_by_the_mailed_link(
    client: Client, show: Roadshow, clock: time_machine.Traveller
) -> None:
    assert_clean(client.get("/roadshows/"))
    assert_clean(client.get(f"/roadshows/{show.pk}/"))
    answer = client.post(f"/roadshows/{show.pk}/", typed(clock), follow=True)
    assert_clean(answer)
    registration = RoadshowRegistration.objects.get()
    link = f"/roadshows/registration/{link_token('registration', registration.pk)}/"
    assert_clean(client.get(link))
    registration.refresh_from_db()
    assert registration.state == RegistrationState.ASKED
    assert_clean(client.post(link))
    registration.refresh_from_db()
    assert registration.state == RegistrationState.CONFIRMED
    assert_clean(client.post(link, {"withdraw": "1"}))
    registration.refresh_from_db()
    assert registration.state == RegistrationState.WITHDRAWN


def test_robot_stores_nothing_and_a_person_keeps_what_they_typed(
    client: Client, show: Roadshow, clock: time_machine.Traveller
) -> None:
    for trick in ({"nickname": "bot"}, {"opened": ""}):
        answer = client.post(f"/roadshows/{show.pk}/", typed(clock) | trick)
        assert answer.status_code == 422
        assert answer.context["form"]["company_name"].value() == "Ada SA"
    assert RoadshowRegistration.objects.count() == 0


def test_too_many_registrations_from_one_address_are_refused(
    client: Client, show: Roadshow, clock: time_machine.Traveller
) -> None:
    for number in range(REGISTRATIONS_AN_HOUR):
        client.post(f"/roadshows/{show.pk}/", typed(clock, email=f"guest-{number}@example.org"))
    answer = client.post(f"/roadshows/{show.pk}/", typed(clock, email="one-more@example.org"))
    assert answer.context["form"].non_field_errors() == [
        "Too many registrations from your network. Try again in an hour."
    ]
    assert RoadshowRegistration.objects.count() == REGISTRATIONS_AN_HOUR


def test_answer_does_not_tell_whether_an_address_is_registered(
    client: Client, show: Roadshow, clock: time_machine.Traveller
) -> None:
    confirm_registration(asked(show).pk, actor=SYSTEM, at=NOON)
    answers = [
        client.post(f"/roadshows/{show.pk}/", typed(clock, email=email))
        for email in ("ada@example.org", "new@example.org")
    ]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, f"/roadshows/{show.pk}/")] * 2


def test_bad_address_is_refused_beside_its_field(client: Client, show: Roadshow, clock: time_machine.Traveller) -> None:
    answer = client.post(f"/roadshows/{show.pk}/", typed(clock, email="nowhere"))
    assert list(answer.context["form"].errors) == ["email"]
    assert_clean(answer)


@pytest.mark.parametrize("token", ["nonsense", "1:abc:def"])
def test_broken_link_is_said_in_words(client: Client, token: str) -> None:
    answer = client.get(f"/roadshows/registration/{token}/")
    assert answer.status_code == 409
    assert "This link is incomplete." in answer.content.decode()


def test_cancelled_roadshow_shows_no_form_and_refuses_its_links(client: Client, show: Roadshow) -> None:
    registration = asked(show)
    cancel_roadshow(show.pk, actor=organizer(), at=NOON)
    assert not client.get(f"/roadshows/{show.pk}/").context["is_open"]
    answer = client.post(f"/roadshows/registration/{link_token('registration', registration.pk)}/")
    assert (answer.status_code, answer.context["refusal"].code) == (409, "registration_closed")


def test_link_in_the_mail_of_a_move_cancels_a_registration_at_any_time(
    client: Client, show: Roadshow, clock: time_machine.Traveller
) -> None:
    registration, unsure = asked(show), asked(show, email="unsure@example.org")
    links = [f"/roadshows/registration/{link_token('registration', each.pk)}/" for each in (registration, unsure)]
    confirm_registration(registration.pk, actor=SYSTEM, at=NOON)
    change_roadshow(show.pk, {"venue": "Another hall"}, actor=organizer(), at=NOON)
    assert Email.objects.get(context__kind="roadshow_moved").context["token"]
    clock.shift(timedelta(days=4))
    assert [client.get(link).status_code for link in links] == [200, 409]
    client.post(links[0], {"withdraw": "1"})
    registration.refresh_from_db()
    assert registration.state == RegistrationState.WITHDRAWN

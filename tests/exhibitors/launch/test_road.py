"""From an empty database to a submitted booking, by the pages alone: no admin and no shell besides the set-up code."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from ciie.accounts.setup_codes import new_setup_code
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.floor.models.venue import Sector
from tests.page_forms import forms_of
from tests.pavilions.layout.page import TYPED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

PASSWORD = "hall-5.1H-by-the-river"  # of people in this test
EDITION: dict[str, Any] = {
    "number": 1,
    "name": "Genussmesse Allgäu 2024",
    "currency": "EUR",
    "time_zone": "Europe/Berlin",
    "opens_date": "2024-11-05",
    "closes_date": "2024-11-07",
    "cancel_until_date": "2024-09-30",
    "booking_opens_at": "2024-05-01T09:00",
    "booking_closes_at": "2024-10-01T18:00",
}


def press(client: Client, page: str, action: str = "", **typed: Any) -> str:
    """Open a page, fill in the form that is sent to `action`, send it, and return where that leads."""
    html = client.get(page).text
    found = [form for form in forms_of(html) if (action in form.action if action else form.action in {"", page})]
    assert found, f"{page} has no form for {action}"
    sent = client.post(found[-1].action or page, found[-1].filled(**typed))
    assert sent.status_code == 302, re.findall(
        r'invalid-feedback[^>]*>.*?<strong>(.*?)<|role="alert">(.*?)<', sent.text
    )
    return sent["Location"]


def link(client: Client, page: str, words: str) -> str:
    """The address of the link on a page whose words are these."""
    found = re.search(rf'href="([^"]+)"[^>]*>(?:<svg.*?</svg>)?{re.escape(words)}', client.get(page).text, re.DOTALL)
    assert found, f"{page} has no link {words}"
    return found[1].replace("&amp;", "&")


def states(client: Client) -> dict[str, str]:
    return {step.key: str(step.state) for step, _may_open in client.get("/organizer/set-up/").context["steps"]}


def test_from_an_empty_database_to_a_submitted_booking(client: Client) -> None:
    set_up = link(client, "/", "Set up")
    onwards = press(
        client, set_up, code=new_setup_code(), name="Ana Torres", email="ana@example.org", password1=PASSWORD
    )
    first = Client()
    start = first.post(onwards, {"login": "ana@example.org", "password": PASSWORD, "next": "/start/"})
    assert start.status_code == 302
    assert "There is no edition yet" in first.get("/organizer/").text
    road = link(first, "/organizer/", "Set up")

    press(first, link(first, road, "Create the first edition"), **EDITION)
    edition = Edition.objects.get()
    assert (edition.status, edition.currency) == ("planning", "EUR")
    press(first, link(first, road, "Add a sector"), name="Cheese and dairy")
    draft = press(first, link(first, road, "Add a hall"), name="A", width="60", depth="40", sector=_sector())
    plan = FloorPlan.objects.get()
    assert draft == f"/organizer/drafts/{plan.pk}/"
    made = first.post(
        f"/organizer/plans/generate/?edition=1&hall={plan.hall.name}",
        {
            **TYPED,
            "hall": "A",
            "name": "",
            "width": "",
            "depth": "",
            "sector": _sector(),
            "make": "on",
            "beside": "on",
            "revision": first.get("/organizer/plans/generate/?edition=1&hall=A").context["revision"],
        },
    )
    assert made.status_code == 302, made.context["form"].errors
    drawn = FloorPlan.objects.order_by("-pk").first()
    assert drawn is not None
    publish = f"/organizer/plans/{drawn.pk}/"
    press(first, publish, "put-in-force", **({"excess": "on"} if "excess" in first.get(publish).text else {}))
    assert states(first)["plans"] == "done"

    cards = link(first, road, "Draft and publish a rate card")
    card = press(first, cards, "draft")
    line = {"name": "Space", "name_zh": "展位", "basis": "sqm", "amount": "189"}
    press(first, f"{card}add/space/", **line)
    press(first, card, "publish", effective_from="2024-05-17")
    terms = press(first, link(first, road, "Write and publish the terms"), "draft")
    press(first, terms, text="Be there.", text_zh="请到场。")
    press(first, terms, "publish")
    assert {key for key, state in states(first).items() if state == "missing"} == {"pages"}

    opening = first.get(road)
    assert len(opening.context["warnings"]) == 1
    press(first, road, "/open/", is_known="on")
    assert Edition.objects.get().status == "open"

    exhibitor = Client()
    exhibitor.post("/accounts/signup/", {"name": "Ben Roth", "email": "ben@example.net", "password1": PASSWORD})
    (confirmation,) = (found for found in map(_link_in, mail.outbox) if found)
    exhibitor.post(confirmation)
    exhibitor.post("/accounts/login/", {"login": "ben@example.net", "password": PASSWORD})
    exhibitor.post("/desk/companies/new/", {"name": "Bergkäserei GmbH", "country": "DE"})
    company, booth = Company.objects.get(), Booth.objects.filter(plan=drawn).order_by("pk").first()
    assert booth is not None
    exhibitor.post(f"/desk/companies/{company.pk}/halls/booths/hold/", {"booths": [booth.pk]})
    booking = Booking.objects.get()
    press(exhibitor, f"/desk/bookings/{booking.pk}/submit/", terms_accepted="on")
    booking.refresh_from_db()
    assert booking.state == BookingState.SUBMITTED
    assert booking.reference in first.get("/organizer/queue/").text


def _sector() -> int:
    return Sector.objects.get().pk


def _link_in(message: mail.EmailMessage) -> str:
    found = re.search(r"https?://[^/\s]+(/accounts/confirm-email/\S+)", str(message.body))
    return found[1] if found else ""

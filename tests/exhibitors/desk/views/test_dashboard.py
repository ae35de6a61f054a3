from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from ciie.accounts.models import User
from exhibitors.bookings.operations.decisions import approve_booking, return_booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.models import Company
from exhibitors.desk.queries import Step
from pavilions.floor.models.floor_plan import Booth
from tests.exhibitors.conftest import SignIn, holder_of, queries_of_a_page
from tests.factories import NOON, MembershipFactory, organizer
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def _steps(page: object) -> list[Step]:
    [company] = page.context["companies"]  # type: ignore[attr-defined]  # the test client's response
    return [each.step for each in company.pressing]


def test_overview_of_somebody_without_a_company_has_the_form_that_registers_one(
    people: dict[str, User], sign_in: SignIn
) -> None:
    client = sign_in(people["nobody"])
    page = client.get("/desk/")
    assert_clean(page)
    assert 'action="/desk/companies/new/"' in page.text
    refused = client.post("/desk/companies/new/", {"name": "Nordmeer GmbH", "city": "Kiel"})
    assert (refused.status_code, refused.context["form"].errors.keys()) == (422, {"country"})
    assert 'value="Kiel"' in refused.text


def test_overview_without_bookings_leads_to_halls_and_application(
    owner: Client, company: Company, row: list[Booth]
) -> None:
    page = owner.get("/desk/")
    assert f'href="/desk/companies/{company.pk}/halls/"' in page.text
    assert f'href="/desk/companies/{company.pk}/apply/"' in page.text


def test_overview_counts_down_a_running_hold(
    owner: Client, people: dict[str, User], company: Company, row: list[Booth]
) -> None:
    hold_booths(company.pk, row[0].plan.edition_id, [row[0].pk], actor=people["owner"], at=NOON)
    with time_machine.travel(NOON + timedelta(minutes=10), tick=False):
        page = owner.get("/desk/")
    assert 'data-seconds-left="1200"' in page.text
    assert _steps(page) == [Step.SUBMIT]


def test_overview_offers_to_hold_again_before_the_timer_has_noted_the_end(
    owner: Client, people: dict[str, User], company: Company, row: list[Booth]
) -> None:
    booking = hold_booths(company.pk, row[0].plan.edition_id, [row[0].pk], actor=people["owner"], at=NOON)
    with time_machine.travel(NOON + timedelta(minutes=31), tick=False):
        assert _steps(owner.get("/desk/")) == [Step.HOLD_AGAIN]
        owner.post(f"/desk/bookings/{booking.pk}/reopen/")
        assert _steps(owner.get("/desk/")) == [Step.SUBMIT]


def test_overview_puts_what_presses_most_first(
    owner: Client, people: dict[str, User], company: Company, row: list[Booth]
) -> None:
    edition_id, person, staff = row[0].plan.edition_id, people["owner"], organizer()
    approved = book_booths(company.pk, edition_id, [row[0].pk], actor=person, at=NOON)
    approve_booking(approved.pk, actor=staff, at=NOON)
    book_booths(company.pk, edition_id, [row[1].pk], actor=person, at=NOON)
    hold_booths(company.pk, edition_id, [row[2].pk], actor=person, at=NOON)
    returned = book_booths(company.pk, edition_id, [row[3].pk], actor=person, at=NOON)
    return_booking(returned.pk, reason="Take a smaller one, please.", actor=staff, at=NOON)

    page = owner.get("/desk/")

    assert_clean(page)
    assert _steps(page) == [Step.CHANGE, Step.SUBMIT, Step.WAIT, Step.DONE]
    assert "Take a smaller one, please." in page.text


def test_overview_gives_viewers_no_buttons_that_would_be_refused(
    people: dict[str, User], sign_in: SignIn, company: Company, row: list[Booth]
) -> None:
    hold_booths(company.pk, row[0].plan.edition_id, [row[0].pk], actor=people["owner"], at=NOON)
    page = sign_in(people["viewer"]).get("/desk/")
    assert "/submit/" not in page.text
    assert "/halls/" not in page.text


def test_switching_turns_the_menu_to_another_company(people: dict[str, User], owner: Client, company: Company) -> None:
    other = MembershipFactory(user=people["owner"]).company
    owner.post("/desk/switch/", {"company": other.pk})
    assert owner.get("/desk/").context["current"].company == other


def test_switching_to_a_company_of_others_changes_nothing(
    people: dict[str, User], owner: Client, company: Company
) -> None:
    strange = people["stranger"].memberships.get().company
    owner.post("/desk/switch/", {"company": strange.pk})
    assert owner.get("/desk/").context["current"].company == company


def test_overview_takes_the_same_queries_for_one_company_as_for_three(row: list[Booth]) -> None:
    one = queries_of_a_page("/desk/", holder_of(row[:1]))
    assert queries_of_a_page("/desk/", holder_of(row[1:4])) == one

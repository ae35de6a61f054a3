import pytest
from django.test import Client

from ciie.accounts.models import User
from exhibitors.bookings.models import ConfirmationLetter
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.states import CompanyRole
from pavilions.states import OrganizerRole
from tests.factories import (
    NOON,
    BoothFactory,
    CompanyFactory,
    MembershipFactory,
    UserFactory,
    organizer,
    owner_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def letter() -> ConfirmationLetter:
    booth, company = BoothFactory(), CompanyFactory()
    booking = book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    return ConfirmationLetter.objects.get()


def colleague(letter: ConfirmationLetter) -> User:
    person: User = MembershipFactory(company=letter.booking.company, role=CompanyRole.VIEWER).user
    return person


def test_letter_opens_for_its_company_and_for_organizers(client: Client, letter: ConfirmationLetter) -> None:
    for person in (colleague(letter), organizer(OrganizerRole.FINANCE)):
        client.force_login(person)
        answer = client.get(f"/desk/letters/{letter.number}.pdf")
        assert (answer.status_code, answer.headers["Content-Type"], answer.content[:5]) == (
            200,
            "application/pdf",
            b"%PDF-",
        )
        assert answer.headers["Content-Disposition"] == f'inline; filename="{letter.number}.pdf"'


def test_letter_does_not_exist_for_others(client: Client, letter: ConfirmationLetter) -> None:
    for person in (UserFactory(), owner_of()):
        client.force_login(person)
        assert client.get(f"/desk/letters/{letter.number}.pdf").status_code == 404


def test_letter_asks_a_stranger_to_sign_in(client: Client, letter: ConfirmationLetter) -> None:
    assert client.get(f"/desk/letters/{letter.number}.pdf").status_code == 302


def test_letter_that_was_never_issued_is_not_found(client: Client) -> None:
    client.force_login(organizer())
    assert client.get("/desk/letters/7-999999-1.pdf").status_code == 404


def test_letter_is_linked_from_both_pages_of_its_booking(client: Client, letter: ConfirmationLetter) -> None:
    for person, page in ((colleague(letter), "desk"), (organizer(), "organizer")):
        client.force_login(person)
        answer = client.get(f"/{page}/bookings/{letter.booking_id}/")
        assert f'href="/desk/letters/{letter.number}.pdf"' in answer.text

"""Directors book for a company from its page: they are noted as who did it, and mails go to the company."""

from collections.abc import Callable
from datetime import datetime

import pytest

from ciie.accounts.models import User
from ciie.audit.history import entries_of, events_of
from ciie.audit.models import SecurityEvent, SecurityEventKind
from ciie.kernel.errors import DomainError, NotAllowed
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import book_booths, book_booths_called
from exhibitors.companies.models import Company
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.queries.booths import reference_of
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, organizer, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def booths() -> list[Booth]:
    row: list[Booth] = BoothFactory.create_batch(3, allotment=AllotmentFactory())
    return row


@pytest.fixture
def company() -> Company:
    return CompanyFactory(name="Acme Ltd")


def test_a_director_books_from_the_page_of_a_company(company: Company, booths: list[Booth]) -> None:
    owner, director = owner_of(company), organizer()
    client = signed_in(director)
    page = client.get(f"/organizer/companies/{company.pk}/")
    halls = f"/desk/companies/{company.pk}/halls/"
    assert f'href="{halls}"' in page.text
    for address in (halls, f"{halls}booths/", f"/desk/companies/{company.pk}/apply/"):
        shown = client.get(address)
        assert_clean(shown)
        assert "You are acting for Acme Ltd as the organizer." in shown.text
    held = client.post(f"{halls}booths/hold/", {"booths": booths[0].pk}, follow=True)
    assert_clean(held)
    assert "You are acting for Acme Ltd as the organizer." in held.text
    booking = Booking.objects.get()
    assert (booking.company, booking.contact) == (company, owner)
    (made,) = entries_of(events_of(Booking).filter(pgh_obj_id=booking.pk), ("state",))
    assert made.actor_id == director.pk
    shown = signed_in(owner).get(f"/desk/bookings/{booking.pk}/")
    assert "You are acting for" not in shown.text


def test_a_company_without_people_is_booked_for_by_the_director(company: Company, booths: list[Booth]) -> None:
    director = organizer()
    edition = booths[0].allotment.edition_id
    booking = book_booths(company.pk, edition, [booths[0].pk], actor=director, at=NOON)
    assert (booking.state, booking.contact) == ("submitted", director)


def test_the_limits_of_the_company_hold_and_those_of_a_person_do_not(company: Company, booths: list[Booth]) -> None:
    edition = booths[0].allotment.edition
    type(edition).objects.filter(pk=edition.pk).update(person_booths_limit=1, undecided_booths_limit=2)
    director = organizer()
    for booth in booths[:2]:
        book_booths(company.pk, edition.pk, [booth.pk], actor=director, at=NOON)
    with pytest.raises(DomainError) as refusal:
        book_booths(company.pk, edition.pk, [booths[2].pk], actor=director, at=NOON)
    assert refusal.value.code == "claim_limit_exceeded"


@pytest.mark.parametrize("role", [role for role in OrganizerRole if role != OrganizerRole.DIRECTOR])
def test_other_roles_do_not_book_on_behalf(company: Company, booths: list[Booth], role: OrganizerRole) -> None:
    client = signed_in(organizer(role))
    assert "/halls/" not in client.get(f"/organizer/companies/{company.pk}/").text
    assert client.get(f"/desk/companies/{company.pk}/halls/").status_code == 403
    with pytest.raises(NotAllowed):
        hold_booths(company.pk, booths[0].allotment.edition_id, [booths[0].pk], actor=organizer(role), at=NOON)


def book_by_reference(company: int, _edition: int, booths: list[int], *, actor: User, at: datetime) -> Booking:
    booth = Booth.objects.get(pk=booths[0])
    return book_booths_called(company, booth.plan.edition.number, [reference_of(booth)], actor=actor, at=at)


@pytest.mark.parametrize("make", [book_booths, hold_booths, book_by_reference])
def test_strangers_are_refused_before_anything_is_said_of_booths(
    company: Company, booths: list[Booth], make: Callable[..., Booking]
) -> None:
    edition, taken = booths[0].plan.edition_id, [booths[0].pk]
    book_booths(company.pk, edition, taken, actor=owner_of(company), at=NOON)
    with pytest.raises(NotAllowed):
        make(company.pk, edition, taken, actor=owner_of(), at=NOON)
    assert SecurityEvent.objects.filter(kind=SecurityEventKind.REFUSED).count() == 1

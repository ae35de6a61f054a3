from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from post_office.models import Email

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError, NotAllowed
from ciie.mail.composing import compose
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.companies.company_contacts.operations import ContactRecord, add_contact
from exhibitors.companies.company_contacts.states import ContactRole
from exhibitors.companies.models import Membership
from exhibitors.companies.states import CompanyRole
from exhibitors.office.mailings.models import Mailing, MailingRecipient
from exhibitors.office.mailings.operations import (
    Text,
    change_mailing,
    discard_mailing,
    draft_mailing,
    send_mailing,
    send_test,
)
from exhibitors.office.mailings.queries import Recipient, recipients_of
from exhibitors.office.mailings.states import Audience
from pavilions.states import OrganizerRole
from tests.exhibitors.expo import booked
from tests.factories import NOON, BoothFactory, CompanyFactory, UserFactory, organizer, owner_of

pytestmark = pytest.mark.django_db

TEXT = Text("Delivery times", "Lorries come **from the north**.")
BOTH = Text("Delivery times", "Lorries come **from the north**.", "送货时间", "货车请走**北门**。")


@pytest.fixture
def director() -> User:
    return organizer()


@pytest.fixture
def booking() -> Booking:
    row = booked(BoothFactory())
    Email.objects.all().delete()
    return row


def drafted(booking: Booking, director: User, filters: str = "", text: Text = TEXT) -> Mailing:
    return draft_mailing(booking.edition_id, filters, text, actor=director, at=NOON)


def send(mailing: Mailing, director: User, **how: Any) -> Mailing:
    digest = recipients_of(mailing, viewer=director, at=NOON).digest
    return send_mailing(mailing.pk, **{"recipients": digest, **how}, actor=director, at=NOON)


def addresses() -> list[str]:
    return sorted(to for row in Email.objects.all() for to in row.to)


def found(mailing: Mailing, director: User) -> tuple[Recipient, ...]:
    return recipients_of(mailing, viewer=director, at=NOON).people


def owners_of(booking: Booking) -> QuerySet[Membership]:
    return booking.company.memberships.filter(role=CompanyRole.OWNER)


def another(booking: Booking, **company: Any) -> Booking:
    row = booked(BoothFactory(allotment=booking.claims.get().allotment), company=CompanyFactory(**company))
    Email.objects.all().delete()
    return row


def test_sent_message_goes_to_each_contact_once_and_is_written_down(booking: Booking, director: User) -> None:
    assert booking.contact is not None
    other = another(booking)
    Booking.objects.filter(pk=another(booking).pk).update(contact=booking.contact)
    mailing = send(drafted(booking, director), director)
    assert other.contact is not None
    assert addresses() == sorted([booking.contact.email, other.contact.email])
    assert sorted(mailing.recipients.values_list("email", flat=True)) == addresses()
    assert (mailing.sent_by, mailing.sent_at) == (director, NOON)


def test_only_those_whom_the_filter_finds_are_written_to(booking: Booking, director: User) -> None:
    approved = another(booking)
    approve_booking(approved.pk, actor=director, at=NOON)
    Email.objects.all().delete()
    send(drafted(booking, director, "state=approved"), director)
    assert approved.contact is not None
    assert addresses() == [approved.contact.email]


def test_nothing_is_sent_to_anybody_by_a_filter_that_means_nothing(booking: Booking, director: User) -> None:
    mailing = drafted(booking, director, "state=nonsense")
    assert recipients_of(mailing, viewer=director, at=NOON).people == ()
    with pytest.raises(DomainError) as refused:
        send(mailing, director)
    assert refused.value.code == "no_recipients"


def test_companies_are_written_to_at_their_own_address(booking: Booking, director: User) -> None:
    other = another(booking, contact_email="office@example.cn", country="CN")
    another(booking, contact_email="OFFICE@example.cn", country="CN")
    owner = owner_of(booking.company)
    type(booking.company).objects.filter(pk=booking.company_id).update(contact_email="")
    mailing = drafted(booking, director, text=Text("A", "B", audience=Audience.COMPANIES))
    people = {each.email: each.language for each in recipients_of(mailing, viewer=director, at=NOON).people}
    owners = {each.user.email: each.user.language for each in booking.company.memberships.filter(role="owner")}
    assert owner.email in owners
    assert people == {"office@example.cn": "zh-hans", **owners}
    assert other.company.country.code == "CN"


def test_contacts_of_a_role_are_written_to_else_the_owners(booking: Booking, director: User) -> None:
    other = another(booking, country="CN")
    without = another(booking)
    for company, role, name, email in [
        (other.company, "billing", "Accounts", "accounts@example.cn"),
        (other.company, "billing", "Second", "second@example.cn"),
        (other.company, "press", "Press", "press@example.cn"),
        (booking.company, "billing", "Rechnung", "Accounts@example.cn"),
        (without.company, "press", "Presse", "presse@example.de"),
        (without.company, "billing", "By phone", ""),
    ]:
        record = ContactRecord(role=role, name=name, email=email, phone="+49 30 1234")
        add_contact(company.pk, record, actor=director, at=NOON)
    mailing = drafted(booking, director, text=Text("A", "B", audience=Audience.BILLING))
    people = {each.email: (each.name, each.language) for each in found(mailing, director)}
    owners = {each.user.email: (each.user.name, each.user.language) for each in owners_of(without)}
    assert owners
    assert people == {"Accounts@example.cn": ("Rechnung", "en"), "second@example.cn": ("Second", "zh-hans"), **owners}


def test_every_role_of_contacts_is_an_audience() -> None:
    assert set(Audience.values) == {"contacts", "companies", *ContactRole.values}


def test_recipients_take_the_same_queries_whatever_their_number(booking: Booking, director: User) -> None:
    mailing = drafted(booking, director, text=Text("A", "B", audience=Audience.BILLING))
    with CaptureQueriesContext(connection) as few:
        found(mailing, director)
    for _number in range(3):
        add_contact(
            another(booking).company_id, ContactRecord("billing", "A", "a@example.org"), actor=director, at=NOON
        )
    with CaptureQueriesContext(connection) as many:
        assert len(found(mailing, director)) == 2
    assert len(many) == len(few)


def test_who_cannot_be_reached_is_named(booking: Booking, director: User) -> None:
    booking.company.memberships.all().delete()
    Booking.objects.filter(pk=booking.pk).update(contact=None)
    found = recipients_of(drafted(booking, director), viewer=director, at=NOON)
    assert (found.bookings, found.people, found.unreachable) == (1, (), (booking.reference,))


def test_people_who_left_are_not_written_to(booking: Booking, director: User) -> None:
    User.objects.filter(pk=booking.contact_id).update(is_active=False)
    assert recipients_of(drafted(booking, director), viewer=director, at=NOON).people == ()


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [("en", "Delivery times", "from the north"), ("zh-hans", "送货时间", "北门")],
)
def test_each_reads_the_own_language(booking: Booking, director: User, language: str, subject: str, words: str) -> None:
    User.objects.filter(pk=booking.contact_id).update(language=language)
    send(drafted(booking, director, text=BOTH), director)
    mail = compose(Email.objects.get().context)
    assert (mail.subject, words in mail.text) == (subject, True)
    assert f"<strong>{words}</strong>" in mail.html


def test_without_chinese_everybody_reads_english(booking: Booking, director: User) -> None:
    User.objects.filter(pk=booking.contact_id).update(language="zh-hans")
    send(drafted(booking, director), director)
    assert compose(Email.objects.get().context).subject == "Delivery times"


def test_text_is_markdown_and_neither_html_nor_a_template(booking: Booking, director: User) -> None:
    text = Text("{{ site_name }} & co", "<script>alert(1)</script> {{ person }} {% now %} [x](javascript:alert(1))")
    send(drafted(booking, director, text=text), director)
    mail = compose(Email.objects.get().context)
    assert mail.subject == "{{ site_name }} & co"
    assert "<script>" not in mail.html
    assert 'href="javascript' not in mail.html
    assert "{{ person }} {% now %}" in mail.text


def test_test_letter_goes_to_oneself_only_in_both_languages(booking: Booking, director: User) -> None:
    mailing = drafted(booking, director, text=BOTH)
    send_test(mailing.pk, actor=director, at=NOON)
    assert addresses() == [director.email, director.email]
    subjects = {compose(row.context).subject for row in Email.objects.all()}
    assert subjects == {"Delivery times", "送货时间"}
    mailing.refresh_from_db()
    assert mailing.sent_at is None
    discard_mailing(mailing.pk, actor=director, at=NOON)
    assert {compose(row.context).subject for row in Email.objects.all()} == subjects


def test_sent_once_only(booking: Booking, director: User) -> None:
    mailing = drafted(booking, director)
    send(mailing, director, seen=mailing.revision)
    with pytest.raises(DomainError) as refused:
        send(mailing, director, seen=mailing.revision)
    assert refused.value.code == "already_sent"
    assert (Email.objects.count(), MailingRecipient.objects.count()) == (1, 1)


def test_nothing_is_sent_when_the_recipients_have_changed(booking: Booking, director: User) -> None:
    mailing = drafted(booking, director)
    digest = recipients_of(mailing, viewer=director, at=NOON).digest
    another(booking)
    with pytest.raises(DomainError) as refused:
        send_mailing(mailing.pk, recipients=digest, actor=director, at=NOON)
    assert (refused.value.code, Email.objects.count()) == ("recipients_changed", 0)


def test_draft_is_changed_and_discarded_but_never_what_was_sent(booking: Booking, director: User) -> None:
    mailing = drafted(booking, director)
    changed = change_mailing(mailing.pk, BOTH, seen=mailing.revision, actor=director, at=NOON)
    assert changed.subject_zh == "送货时间"
    with pytest.raises(DomainError) as stale:
        change_mailing(mailing.pk, TEXT, seen=mailing.revision, actor=director, at=NOON)
    assert stale.value.code == "changed_meanwhile"
    send(changed, director)
    for late in (
        lambda: change_mailing(mailing.pk, TEXT, actor=director, at=NOON),
        lambda: discard_mailing(mailing.pk, actor=director, at=NOON),
        lambda: send_test(mailing.pk, actor=director, at=NOON),
    ):
        with pytest.raises(DomainError) as refused:
            late()
        assert refused.value.code == "already_sent"
    with pytest.raises(DatabaseError), transaction.atomic():
        Mailing.objects.update(body_en="Otherwise")
    with pytest.raises(DatabaseError), transaction.atomic():
        MailingRecipient.objects.update(email="other@example.org")


def test_chinese_is_whole_or_left_out(booking: Booking, director: User) -> None:
    with pytest.raises(DomainError, match="both subject and text"):
        drafted(booking, director, text=Text("A", "B", subject_zh="送货时间"))


def test_only_directors_and_admins_write(booking: Booking, director: User) -> None:
    mailing = drafted(booking, director)
    digest = recipients_of(mailing, viewer=director, at=NOON).digest
    others: list[User] = [organizer(role) for role in OrganizerRole if role != OrganizerRole.DIRECTOR]
    others += [owner_of(booking.company), UserFactory()]
    for person in others:
        with pytest.raises(NotAllowed):
            drafted(booking, person)
        with pytest.raises(NotAllowed):
            send_mailing(mailing.pk, recipients=digest, actor=person, at=NOON)
        with pytest.raises(NotAllowed):
            send_test(mailing.pk, actor=person, at=NOON)
    assert Email.objects.count() == 0

"""Messages to exhibitors, and the recipients that the filter of a message finds."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.http import QueryDict

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.queue import listed_bookings
from exhibitors.companies.company_contacts.models import CompanyContact
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.states import CompanyRole
from exhibitors.office.mailings.models import Mailing
from exhibitors.office.mailings.states import Audience
from exhibitors.office.review.filters import ME, ReviewFilter
from pavilions.floor.models.edition import Edition

CHINESE, ENGLISH = "zh-hans", "en"
CHINESE_SPEAKING = {"CN"}
NOT_OF_THE_FILTER = ("edition", "page", "sort", "csrfmiddlewaretoken")


class Address(NamedTuple):
    name: str
    email: str
    language: str


@dataclass(frozen=True)
class Recipient:
    """A recipient of the message, with the first of the bookings that were found for this address."""

    booking_id: int
    reference: str
    company: str
    name: str
    email: str
    language: str


@dataclass(frozen=True)
class Recipients:
    """The result of a filter: the number of `bookings`, the people, and the references of those without an address."""

    bookings: int
    people: tuple[Recipient, ...]
    unreachable: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The digest of exactly these addresses, so that nobody gets a mail whom the sender did not see."""
        return hashlib.sha256("\n".join(sorted(each.email for each in self.people)).encode()).hexdigest()


def filter_of(asked: QueryDict, viewer: User) -> str:
    """Return the part of a list's query string that filters it, with the viewer's key in place of "me"."""
    kept = asked.copy()
    for name in NOT_OF_THE_FILTER:
        kept.pop(name, None)
    for name in [name for name, value in kept.items() if not value]:
        del kept[name]
    if kept.get("reviewer") == ME:
        kept["reviewer"] = str(viewer.pk)
    return kept.urlencode()


def found_by(edition: Edition, filters: str, *, viewer: User, at: datetime) -> ReviewFilter:
    """Return the filter set that a list of bookings has for this query string."""
    rows = listed_bookings(viewer, edition)
    return ReviewFilter(QueryDict(filters), queryset=rows, edition=edition, at=at, viewer=viewer)


def recipients_of(mailing: Mailing, *, viewer: User, at: datetime) -> Recipients:
    """Return the recipients whom the filter finds now, each address once.

    This takes four queries and those of the filter's choices.
    """
    found = found_by(mailing.edition, mailing.filters, viewer=viewer, at=at)
    keys = found.qs.order_by().values("pk") if found.is_valid() else []
    rows = Booking.objects.filter(pk__in=keys).select_related("company", "contact", "edition").order_by("pk")
    bookings = list(rows)
    audience = Audience(mailing.audience)
    owners, contacts = _owners(bookings), _contacts(bookings, audience)
    people: dict[str, Recipient] = {}
    unreachable = []
    for booking in bookings:
        addresses = _asked_for(booking, audience, contacts) or owners[booking.company_id]
        if not addresses:
            unreachable.append(booking.reference)
        for name, email, language in addresses:
            recipient = Recipient(booking.pk, booking.reference, booking.company.name, name, email, language)
            people.setdefault(email.lower(), recipient)
    return Recipients(len(bookings), tuple(people.values()), tuple(unreachable))


def _owners(bookings: Iterable[Booking]) -> defaultdict[int, list[Address]]:
    """Return the owners of each company, who get the mail if nobody else does."""
    owning = Membership.objects.filter(company__in=_companies(bookings), role=CompanyRole.OWNER, user__is_active=True)
    found = defaultdict(list)
    for each in owning.select_related("user").order_by("pk"):
        found[each.company_id].append(_of_person(each.user))
    return found


def _contacts(bookings: Iterable[Booking], audience: Audience) -> defaultdict[int, list[Address]]:
    """Return each company's contacts with an email address who are responsible for what the audience names."""
    rows = CompanyContact.objects.filter(company__in=_companies(bookings), role=audience).exclude(email="")
    found = defaultdict(list)
    for each in rows.select_related("company").order_by("pk"):
        found[each.company_id].append(Address(each.name, each.email, _language_of(each.company)))
    return found


def _companies(bookings: Iterable[Booking]) -> set[int]:
    return {booking.company_id for booking in bookings}


def _asked_for(booking: Booking, audience: Audience, contacts: defaultdict[int, list[Address]]) -> list[Address]:
    """Return the addresses that the audience names, or none if they are missing."""
    company, contact = booking.company, booking.contact
    if audience == Audience.CONTACTS:
        return [_of_person(contact)] if contact is not None and contact.is_active else []
    if audience == Audience.COMPANIES:
        return [Address("", company.contact_email, _language_of(company))] if company.contact_email else []
    return contacts[booking.company_id]


def _of_person(person: User) -> Address:
    return Address(person.name, person.email, person.language)


def _language_of(company: Company) -> str:
    return CHINESE if company.country.code in CHINESE_SPEAKING else ENGLISH


def mailings_of(edition: Edition) -> QuerySet[Mailing]:
    """Return the messages of an edition, newest first, each with the number of its `receivers`."""
    rows = Mailing.objects.filter(edition=edition).select_related("written_by", "sent_by", "edition")
    return rows.annotate(receivers=Count("recipients")).order_by("-written_at", "-pk")


def words_of(mailing: Mailing, language: str) -> tuple[str, str]:
    """Return subject and text in this language, or in English if there is no Chinese."""
    if language == CHINESE and mailing.subject_zh:
        return mailing.subject_zh, mailing.body_zh
    return mailing.subject_en, mailing.body_en


def filter_in_words(found: ReviewFilter) -> list[tuple[str, str]]:
    """Return the label and value of each filter that is set."""
    form: Any = found.form
    return [
        (str(field.label), _shown(field, form[name]))
        for name, field in form.fields.items()
        if form[name].data not in {None, "", False}
    ]


def _shown(field: Any, bound: Any) -> str:
    chosen = str(bound.data)
    choices = {str(value): str(label) for value, label in getattr(field, "choices", ())}
    return choices.get(chosen, "✓" if chosen == "on" else chosen)

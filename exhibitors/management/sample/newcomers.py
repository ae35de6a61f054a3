"""Unverified companies that registered themselves: three wait for verification, and one was refused and blocked.

One person claims a company, and another asks to change their company's name.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import Wanted, apply_for_space, book_booths
from exhibitors.companies.company_ownership.operations import request_ownership
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.names import normalise_company_name
from exhibitors.companies.operations import change_company, refuse_company, register_company
from exhibitors.companies.states import CompanyRole, Verification, VerifiedBy
from exhibitors.management.sample.companies import sign_up
from exhibitors.management.sample.desk_work import Desk
from exhibitors.office.company_records.operations import end_claims
from pavilions.floor.models.venue import Sector
from pavilions.states import BoothKind


class Newcomer(NamedTuple):
    """A company and the person who registered it, with an address at a public mail service."""

    name: str
    country: str
    city: str
    website: str
    description: str
    person: str
    email: str


AT_ITS_LIMIT = Newcomer(
    "Aceites Sierra Clara S.L.",
    "ES",
    "Jaén",
    "https://sierra-clara.example",
    "Olive oil and table olives. An invented company of the sample edition.",
    "Marta Robles",
    "marta.robles@mail.example",
)
APPLYING = Newcomer(
    "Derwent Skin Botanicals Pty Ltd",
    "AU",
    "Hobart",
    "",
    "Creams and soaps. An invented company of the sample edition.",
    "Ruth Calder",
    "ruth.calder@mail.example",
)
LOOKING = Newcomer(
    "Haltia Hearing Oy",
    "FI",
    "Oulu",
    "https://haltia-hearing.example",
    "Hearing aids. An invented company of the sample edition.",
    "Eero Salmi",
    "eero.salmi@mail.example",
)
REFUSED = Newcomer(
    "First Choice Stand Brokers Ltd",
    "GB",
    "Luton",
    "",
    "Stands on behalf of others. An invented company of the sample edition.",
    "Gary Holt",
    "gary.holt@mail.example",
)
UNOWNED = "Falkenberg Optik GmbH"
BOOTHS = 2
APPLIED_FOR = Decimal(36)


def play_newcomers(desk: Desk, sectors: Mapping[str, Sector], *, at: datetime) -> None:
    """Create companies that are not verified.

    The first has booked as much as it may before verification, and the second asks for as much without booths. The last
    is a reseller of booths: its verification is refused, its claims are ended, and it may not claim again.
    """
    at_its_limit = _register(AT_ITS_LIMIT, at - timedelta(days=6))
    _book(desk, at_its_limit, sectors["food"], at - timedelta(days=6, minutes=-25))
    applying = _register(APPLYING, at - timedelta(days=2, hours=3))
    wanted = Wanted(sectors["consumer-goods"].pk, APPLIED_FOR, BoothKind.RAW, open_sides_min=1)
    applied_at = at - timedelta(days=2, hours=2)
    apply_for_space(applying.pk, desk.edition.pk, [wanted], actor=_owner(applying), at=applied_at)
    _register(LOOKING, at - timedelta(hours=4))
    refused = _register(REFUSED, at - timedelta(days=9))
    booking = _book(desk, refused, sectors["services"], at - timedelta(days=8))
    reason = "The company offers booths of the expo for resale. Space is given to exhibitors only."
    decided = at - timedelta(days=7)
    refuse_company(refused.pk, reason=reason, seen=refused.revision, actor=desk.organizer, at=decided)
    seen = [(booking.pk, booking.revision)]
    end_claims(refused.pk, seen, reason=reason, is_blocked=True, actor=desk.organizer, at=decided)


def play_ownership_request(*, at: datetime) -> None:
    """Let a person at a mail service's address claim a company that an imported list created."""
    company = Company.objects.create(
        name=UNOWNED,
        normalized_name=normalise_company_name(UNOWNED),
        country="DE",
        city="Jena",
        website="https://falkenberg-optik.example",
        verification=Verification.VERIFIED,
        verified_by=VerifiedBy.RECORDS,
        is_sample=True,
    )
    person = sign_up("ines.falk@mail.example", "Ines Falk", make_password(None))
    statement = "I am in charge of trade fairs. Our reception desk confirms it: the number is on our website."
    request_ownership(company.pk, statement=statement, actor=person, at=at - timedelta(days=1, hours=2))


def play_name_change(*, at: datetime) -> None:
    """Let the owner of an exhibitor ask for a shorter name, which the organizer has not approved yet."""
    owned = Membership.objects.filter(role=CompanyRole.OWNER, company__verification=Verification.VERIFIED)
    owner = owned.select_related("company", "user").latest("pk")
    record = {"name": f"{owner.company.name.split()[0]} Group"}
    asked_at = at - timedelta(hours=5)
    change_company(owner.company_id, record, despite_namesakes=True, actor=owner.user, at=asked_at)


def _register(newcomer: Newcomer, at: datetime) -> Company:
    owner = sign_up(newcomer.email, newcomer.person, make_password(None))
    record = {
        "name": newcomer.name,
        "country": newcomer.country,
        "city": newcomer.city,
        "website": newcomer.website,
        "contact_email": newcomer.email,
        "description": newcomer.description,
    }
    return register_company(record, actor=owner, at=at)


def _owner(company: Company) -> User:
    return company.memberships.select_related("user").get().user


def _book(desk: Desk, company: Company, sector: Sector, at: datetime) -> Booking:
    booths = desk.smallest_booths(sector, BOOTHS)
    return book_booths(company.pk, desk.edition.pk, booths, actor=_owner(company), at=at)

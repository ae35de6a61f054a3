"""The mails that bookings, blocks and invitations give rise to. One state move, one mail to each person concerned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from operator import attrgetter

from django.db.models import Q
from django.utils import translation

from ciie.accounts.models import User
from ciie.kernel.signed_links import link_token
from ciie.mail.queue import Letter, queue_letters
from exhibitors.models import (
    Block,
    BlockApplication,
    Booking,
    Company,
    CompanyInvitation,
    ConfirmationLetter,
    Deal,
    Exhibit,
    Membership,
    Roadshow,
    RoadshowRegistration,
)
from exhibitors.queries.blocks import people_of
from exhibitors.states import CompanyRole
from pavilions.models import Edition


def announce_submitted(booking: Booking, *, at: datetime) -> None:
    """To the person who acts for the booking: received, awaiting approval."""
    queue_letters(letters_of_submitted(booking, at=at))


def letters_of_submitted(booking: Booking, *, at: datetime) -> list[Letter]:
    """What `announce_submitted` queues."""
    return _letters("booking_submitted", booking, _contact(booking), at=at)


def announce_withdrawn(booking: Booking, *, at: datetime) -> None:
    _write("booking_withdrawn", booking, _contact(booking), at=at)


def announce_hold_ending(booking: Booking, *, ends_at: datetime, at: datetime) -> None:
    _write("hold_ending", booking, _contact(booking), at=at, ends_at=ends_at.isoformat())


def announce_hold_ended(booking: Booking, *, at: datetime) -> None:
    _write("hold_ended", booking, _contact(booking), at=at)


def announce_approved(booking: Booking, letter: ConfirmationLetter, *, at: datetime) -> None:
    """To the contact and every owner, with the confirmation letter attached when it is sent."""
    _write("booking_approved", booking, _contact_and_owners(booking), at=at, letter=letter.pk)


def announce_placed(booking: Booking, letter: ConfirmationLetter, rest_sqm: Decimal, *, at: datetime) -> None:
    """To the contact and every owner: the booths, the new letter, and how much of their space has no booth yet."""
    people = _contact_and_owners(booking)
    _write("booking_placed", booking, people, at=at, letter=letter.pk, rest_sqm=str(rest_sqm))


def announce_rejected(booking: Booking, *, at: datetime) -> None:
    _write("booking_rejected", booking, _contact_and_owners(booking), at=at, reason=booking.reason)


def announce_waitlisted(booking: Booking, *, at: datetime) -> None:
    _write("booking_waitlisted", booking, _contact_and_owners(booking), at=at, reason=booking.reason)


def announce_returned(booking: Booking, *, ends_at: datetime, at: datetime) -> None:
    _write(
        "booking_returned",
        booking,
        _contact_and_owners(booking),
        at=at,
        reason=booking.reason,
        ends_at=ends_at.isoformat(),
    )


def announce_cancelled(booking: Booking, *, at: datetime) -> None:
    _write("booking_cancelled", booking, _contact_and_owners(booking), at=at, reason=booking.reason)


@dataclass(frozen=True)
class PlanLetter:
    """What a new plan does to a booking. `told` is what `told_of` gives, the price difference a decimal as text."""

    publication_id: int
    hall: str
    told: Mapping[str, object]
    price_difference: str | None
    letter_id: int | None


def announce_plan_changed(booking: Booking, news: PlanLetter, *, at: datetime) -> None:
    """To the contact and everybody who may act for the company; with the new confirmation letter, if there is one."""
    edits = Q(memberships__company_id=booking.company_id, memberships__role__in=[CompanyRole.OWNER, CompanyRole.EDITOR])
    people = list(User.objects.filter(edits | Q(pk=booking.contact_id), is_active=True).distinct())
    _write(
        "plan_changed",
        booking,
        people,
        at=at,
        publication=news.publication_id,
        hall=news.hall,
        state=booking.state,
        price_difference=news.price_difference,
        currency=booking.edition.currency,
        letter=news.letter_id,
        **news.told,
    )


def announce_invited(invitation: CompanyInvitation, *, language: str, at: datetime) -> None:
    queue_letters(
        [
            Letter(
                kind="company_invitation",
                to=invitation.email,
                language=language,
                occasion=f"company-invitation-{invitation.pk}",
                context={"invitation": invitation.pk, "company": invitation.company.name, "role": invitation.role},
            )
        ]
    )


def announce_lapsing(booking: Booking, *, ends_at: datetime, at: datetime) -> None:
    """To the contact and every owner: nobody has decided, and when the booking lapses."""
    _write("booking_lapsing", booking, _contact_and_owners(booking), at=at, ends_at=ends_at.isoformat())


def announce_lapsed(booking: Booking, *, at: datetime) -> None:
    _write("booking_lapsed", booking, _contact_and_owners(booking), at=at)


def announce_overdue(edition: Edition, deciders: Mapping[User, int], *, at: datetime) -> None:
    """To each of these people of the organizer: how many bookings they may decide have waited too long."""
    queue_letters(
        Letter(
            kind="bookings_overdue",
            to=person.email,
            language=person.language,
            occasion=f"edition-{edition.pk}-overdue-{at:%Y%m%d%H%M%S}",
            context={"person": person.name, "edition": edition.name, "count": count, "days": edition.undecided_days},
        )
        for person, count in deciders.items()
    )


def announce_verified(company: Company, *, at: datetime) -> None:
    _write_to_company("company_verified", company, _owners(company), at=at)


def announce_verification_refused(company: Company, *, at: datetime) -> None:
    _write_to_company("company_refused", company, _owners(company), at=at, reason=company.verification_reason)


def announce_claims_ended(
    company: Company, bookings: Sequence[Booking], reason: str, *, is_blocked: bool, at: datetime
) -> None:
    """One mail to each owner and each contact: which bookings ended, why, and whether the company is blocked."""
    contacts = User.objects.filter(bookings__in=[booking.pk for booking in bookings], is_active=True)
    people = {*_owners(company), *contacts}
    ended = [{"reference": each.reference, "state": each.state} for each in bookings]
    _write_to_company("company_claims_ended", company, people, at=at, ended=ended, reason=reason, is_blocked=is_blocked)


def announce_claims_allowed(company: Company, *, at: datetime) -> None:
    _write_to_company("company_claims_allowed", company, _owners(company), at=at)


def announce_deal_returned(deal: Deal) -> None:
    """To every owner and the colleague who entered it: what to change."""
    queue_letters(
        Letter(
            kind="deal_returned",
            to=person.email,
            language=person.language,
            occasion=f"deal-{deal.pk}-returned-{deal.revision}",
            context={
                "deal": deal.pk,
                "company_id": deal.company_id,
                "company": deal.company.name,
                "buyer": deal.buyer,
                "edition": deal.edition.name,
                "person": person.name,
                "reason": deal.reason,
            },
        )
        for person in _owners_and_colleague(deal.company_id, deal.entered_by_id)
    )


def announce_debut_refused(exhibit: Exhibit) -> None:
    """To every owner and who added the exhibit, or to the managers of its pavilion: why it is no debut."""
    queue_letters(
        Letter(
            kind="debut_refused",
            to=person.email,
            language=person.language,
            occasion=f"exhibit-{exhibit.pk}-debut-refused-{exhibit.revision}",
            context={
                "exhibit": exhibit.pk,
                **_names_for(person, exhibit),
                "edition": exhibit.edition.name,
                "person": person.name,
                "reason": exhibit.reason,
            },
        )
        for person in _people_of_exhibit(exhibit)
    )


def _people_of_exhibit(exhibit: Exhibit) -> list[User]:
    if exhibit.pavilion is not None:
        return list(exhibit.pavilion.managers.filter(is_active=True))
    return _owners_and_colleague(exhibit.company_id, exhibit.added_by_id)


def _names_for(person: User, exhibit: Exhibit) -> dict[str, str]:
    """What the exhibit and its exhibitor are called in the person's language."""
    with translation.override(person.language):
        return {"exhibit_name": str(exhibit), "exhibitor": str(exhibit.exhibitor)}


def _owners_and_colleague(company_id: int | None, colleague_id: int | None) -> list[User]:
    """Whoever has left the company gets no mail of it."""
    members = Membership.objects.filter(company=company_id).filter(Q(role=CompanyRole.OWNER) | Q(user=colleague_id))
    return list(User.objects.filter(pk__in=members.values("user"), is_active=True))


def _owners(company: Company) -> list[User]:
    owns = User.objects.filter(memberships__company=company, memberships__role=CompanyRole.OWNER, is_active=True)
    return list(owns.distinct())


def _write_to_company(
    kind: str, company: Company, people: Iterable[User], *, at: datetime, **particulars: object
) -> None:
    context = {"company_id": company.pk, "company": company.name, **particulars}
    occasion = f"company-{company.pk}-{kind}-{at:%Y%m%d%H%M%S}"
    letters = [
        Letter(kind, who.email, who.language, occasion, {**context, "person": who.name})
        for who in sorted(people, key=attrgetter("pk"))
    ]
    queue_letters(letters)


def _contact(booking: Booking) -> list[User]:
    return [booking.contact] if booking.contact is not None else []


def _contact_and_owners(booking: Booking) -> list[User]:
    owns = Q(memberships__company_id=booking.company_id, memberships__role=CompanyRole.OWNER)
    return list(User.objects.filter(owns | Q(pk=booking.contact_id), is_active=True).distinct())


def _write(kind: str, booking: Booking, people: list[User], *, at: datetime, **particulars: object) -> None:
    queue_letters(_letters(kind, booking, people, at=at, **particulars))


def _letters(kind: str, booking: Booking, people: list[User], *, at: datetime, **particulars: object) -> list[Letter]:
    context = {
        "booking": booking.pk,
        "reference": booking.reference,
        "company": booking.company.name,
        "edition": booking.edition.name,
        "at": at.isoformat(),
        **particulars,
    }
    return [
        Letter(
            kind=kind,
            to=person.email,
            language=person.language,
            occasion=f"booking-{booking.pk}-{kind}-{booking.revision}",
            context={**context, "person": person.name},
        )
        for person in people
    ]


def announce_registration(registration: RoadshowRegistration) -> None:
    """The link by which a person confirms that the address is theirs. Asked for again, it is sent again."""
    _write_to_visitor("roadshow_registration", registration, f"{registration.asked_at:%Y%m%d%H%M%S}")


def announce_roadshow_cancelled(roadshow: Roadshow, registrations: list[RoadshowRegistration]) -> None:
    for registration in registrations:
        registration.roadshow = roadshow
        _write_to_visitor("roadshow_cancelled", registration, "once")


def _write_to_visitor(kind: str, registration: RoadshowRegistration, time: str) -> None:
    roadshow = registration.roadshow
    context = {
        "token": link_token("registration", registration.pk),
        "person": registration.name,
        "title": roadshow.title,
        "city": roadshow.city,
        "day": roadshow.held_date.isoformat(),
        "host": roadshow.host,
    }
    occasion = f"registration-{registration.pk}-{kind}-{time}"
    queue_letters([Letter(kind, registration.email, registration.language, occasion, context)])


def announce_block_opened(block: Block, *, at: datetime) -> None:
    """To whoever acts for the agency: share your space out, by when, and what happens to the rest."""
    _write_of_block("block_opened", block, people_of(block), at=at)


def announce_applied_to_block(application: BlockApplication, *, at: datetime) -> None:
    company = application.company.name
    occasion = f"application-{application.pk}"
    _write_of_block("block_applied", application.block, people_of(application.block), occasion, at=at, company=company)


def announce_share(share: Booking, block: Block, letter: ConfirmationLetter | None, *, at: datetime) -> None:
    """To the member's people: accepted, with the space it has by now, and the letter if there are booths."""
    people = _contact_and_owners(share)
    _write("block_accepted", share, people, at=at, block=block.name, letter=letter.pk if letter else None)


def announce_declined_by_block(application: BlockApplication, *, at: datetime) -> None:
    owns = Q(memberships__company_id=application.company_id, memberships__role=CompanyRole.OWNER)
    people = list(User.objects.filter(owns | Q(pk=application.applied_by_id), is_active=True).distinct())
    _write_of_block(
        "block_declined",
        application.block,
        people,
        f"application-{application.pk}",
        at=at,
        company=application.company.name,
        company_id=application.company_id,
        reason=application.reason,
    )


def announce_block_returns_soon(block: Block, rest_sqm: Decimal, *, at: datetime) -> None:
    day = f"{block.returns_date:%Y%m%d}"
    _write_of_block("block_returns_soon", block, people_of(block), day, at=at, rest_sqm=str(rest_sqm))


def announce_block_returned(
    block: Block, returned_sqm: Decimal, letter: ConfirmationLetter | None, *, at: datetime
) -> None:
    """To whoever acts for the agency, with the letter that says what it has left, if booths went."""
    rest, number = str(returned_sqm), letter.pk if letter else None
    _write_of_block("block_returned", block, people_of(block), at=at, rest_sqm=rest, letter=number)


def announce_block_letter(block: Block, letter: ConfirmationLetter, *, at: datetime) -> None:
    """To whoever acts for the agency: booths have left its booking or come back, and the letter is a new one."""
    _write("block_letter", block.booking, people_of(block), at=at, block=block.name, letter=letter.pk)


def _write_of_block(
    kind: str, block: Block, people: list[User], time: str = "once", *, at: datetime, **particulars: object
) -> None:
    context = {
        "block_id": block.pk,
        "block": block.name,
        "edition": block.booking.edition.name,
        "apply_until": block.apply_until_date.isoformat(),
        "returns": block.returns_date.isoformat(),
        "at": at.isoformat(),
        **particulars,
    }
    occasion = f"block-{block.pk}-{kind}-{time}"
    queue_letters([Letter(kind, who.email, who.language, occasion, {**context, "person": who.name}) for who in people])

"""Emails about blocks and their shares."""

from datetime import datetime
from decimal import Decimal

from ciie.accounts.models import User
from ciie.mail.queue import Letter, queue_letters
from exhibitors.bookings.blocks.models import Block, BlockApplication
from exhibitors.bookings.blocks.queries import people_of
from exhibitors.bookings.models import Booking, ConfirmationLetter
from exhibitors.bookings.notifications import contact_and_owners, write_of_booking
from exhibitors.companies.queries import people_of_company
from exhibitors.companies.states import CompanyRole


def announce_block_opened(block: Block, *, at: datetime) -> None:
    """Notify the agency's people that they can share out their space, by when, and what happens to the rest."""
    _write_of_block("block_opened", block, people_of(block), at=at)


def announce_applied_to_block(application: BlockApplication, *, at: datetime) -> None:
    company = application.company.name
    occasion = f"application-{application.pk}"
    _write_of_block("block_applied", application.block, people_of(application.block), occasion, at=at, company=company)


def announce_share(share: Booking, block: Block, letter: ConfirmationLetter | None, *, at: datetime) -> None:
    """Notify the member's people of their acceptance, with their present space and the letter if there are booths."""
    people = contact_and_owners(share)
    write_of_booking(
        "block_accepted",
        share,
        people,
        at=at,
        **block.mail_names,
        letter=letter.pk if letter else None,
    )


def announce_declined_by_block(application: BlockApplication, *, at: datetime) -> None:
    people = people_of_company(application.company_id, (CompanyRole.OWNER,), also=[application.applied_by_id])
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
    """Notify the agency's people of the return, with a letter listing what it has left if booths were returned."""
    rest, number = str(returned_sqm), letter.pk if letter else None
    _write_of_block("block_returned", block, people_of(block), at=at, rest_sqm=rest, letter=number)


def announce_block_letter(block: Block, letter: ConfirmationLetter, *, at: datetime) -> None:
    """Notify the agency's people that booths left or rejoined its booking, with the new letter."""
    write_of_booking(
        "block_letter",
        block.booking,
        people_of(block),
        at=at,
        **block.mail_names,
        letter=letter.pk,
    )


def _write_of_block(
    kind: str, block: Block, people: list[User], time: str = "once", *, at: datetime, **particulars: object
) -> None:
    context = {
        "block_id": block.pk,
        **block.mail_names,
        **block.booking.edition.mail_names,
        "apply_until": block.apply_until_date.isoformat(),
        "returns": block.returns_date.isoformat(),
        "at": at.isoformat(),
        **particulars,
    }
    occasion = f"block-{block.pk}-{kind}-{time}"
    queue_letters([Letter(kind, who.email, who.language, occasion, {**context, "person": who.name}) for who in people])

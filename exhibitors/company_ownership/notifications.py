"""Mails about requests to become the owner of a company."""

from ciie.mail.queue import Letter, queue_letters
from exhibitors.company_ownership.models import OwnershipRequest
from pavilions.staff.queries import staff_allowed


def announce_requested(request: OwnershipRequest) -> None:
    """To everybody of the team who may decide."""
    queue_letters(
        Letter(
            kind="ownership_requested",
            to=organizer.email,
            language=organizer.language,
            occasion=f"ownership-{request.pk}-requested",
            context={
                "person": organizer.name,
                "company": request.company.name,
                "asker": request.person.name or request.person.email,
                "email": request.person.email,
                "statement": request.statement,
            },
        )
        for organizer in staff_allowed("exhibitors.decide_ownership")
    )


def announce_granted(request: OwnershipRequest) -> None:
    """To the person who asked."""
    person, occasion = request.person, f"ownership-{request.pk}-decided"
    queue_letters([Letter("ownership_granted", person.email, person.language, occasion, _context(request))])


def announce_declined(request: OwnershipRequest) -> None:
    """To the person who asked, with the reason."""
    person, occasion = request.person, f"ownership-{request.pk}-decided"
    queue_letters([Letter("ownership_declined", person.email, person.language, occasion, _context(request))])


def _context(request: OwnershipRequest) -> dict[str, object]:
    return {
        "person": request.person.name,
        "company_id": request.company_id,
        "company": request.company.name,
        "reason": request.reason,
    }

"""Mails about powers of attorney."""

from ciie.mail.queue import Letter, queue_letters
from exhibitors.companies.mandates.models import Mandate
from exhibitors.companies.mandates.states import MandateState
from pavilions.floor.staff.queries import staff_allowed


def announce_sent(mandate: Mandate) -> None:
    """Write to every member of the organizer's team who may decide on the power of attorney."""
    queue_letters(
        Letter(
            kind="mandate_sent",
            to=organizer.email,
            language=organizer.language,
            occasion=f"mandate-{mandate.pk}-sent",
            context={"person": organizer.name, "company": mandate.company.name, "asker": mandate.name},
        )
        for organizer in staff_allowed("exhibitors.decide_mandates")
    )


def announce_decided(mandate: Mandate) -> None:
    """Write to the person named in it, with the reason if it was refused."""
    if mandate.person is None:
        return
    context = {
        "person": mandate.person.name,
        "company": mandate.company.name,
        "company_id": mandate.company_id,
        "reason": mandate.reason,
    }
    queue_letters(
        [
            Letter(
                kind="mandate_accepted" if mandate.state == MandateState.ACCEPTED else "mandate_refused",
                to=mandate.person.email,
                language=mandate.person.language,
                occasion=f"mandate-{mandate.pk}-decided",
                context=context,
            )
        ]
    )

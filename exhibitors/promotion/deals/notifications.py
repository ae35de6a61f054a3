"""Mails about deals."""

from ciie.mail.queue import Letter, queue_letters
from exhibitors.companies.notifications import owners_and_colleague
from exhibitors.promotion.deals.models import Deal


def announce_deal_returned(deal: Deal) -> None:
    """Mail the required changes to every owner and to the colleague who entered the deal."""
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
                **deal.edition.mail_names,
                "person": person.name,
                "reason": deal.reason,
            },
        )
        for person in owners_and_colleague(deal.company_id, deal.entered_by_id)
    )

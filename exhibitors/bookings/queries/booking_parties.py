"""The parties of a new booking, and what the one who asks for it is to them; read together, in one statement."""

from ciie.accounts.models import User
from ciie.kernel.actors import Actor
from ciie.kernel.rows import columns_of, row_from, width_of
from ciie.kernel.statements import row_of
from exhibitors.companies.models import Company
from exhibitors.companies.rules import note_role
from pavilions.floor.models.edition import Edition

PARTIES = """
SELECT member.role, {company}, {edition}
FROM exhibitors_company AS company CROSS JOIN pavilions_edition AS edition
LEFT JOIN exhibitors_membership AS member ON member.company_id = company.id AND member.user_id = %(actor)s
WHERE company.id = %(company)s AND edition.id = %(edition)s
"""


def parties(company_id: int, edition_id: int, *, actor: Actor) -> tuple[Company, Edition] | None:
    """The company and the edition, or None unless there are both. Rules need not ask for the actor's role any more."""
    statement = PARTIES.format(company=columns_of(Company, "company"), edition=columns_of(Edition, "edition"))
    values = row_of(statement, {"actor": actor.pk, "company": company_id, "edition": edition_id})
    if values is None:
        return None
    role, *rest = values
    company, edition = rest[: width_of(Company)], rest[width_of(Company) :]
    if isinstance(actor, User):
        note_role(actor, company_id, role)
    return row_from(Company, company), row_from(Edition, edition)

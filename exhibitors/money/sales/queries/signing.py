"""The newest code that was sent to confirm a signature or an acceptance."""

from datetime import datetime

from ciie.accounts.models import User
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.signing import MailedCode


def last_code(document: Contract | Offer, person: User, *, at: datetime) -> MailedCode | None:
    """Return the person's newest code for the document, or None if it is not valid any more, in one query."""
    found = document.codes.filter(person=person).order_by("-pk").first()
    is_valid = found is not None and found.used_at is None and at < found.expires_at
    return found if found and is_valid and found.digest == document.digest else None

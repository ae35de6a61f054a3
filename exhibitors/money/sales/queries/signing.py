"""The code that was sent last to confirm a signature or an acceptance."""

from datetime import datetime

from ciie.accounts.models import User
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.signing import MailedCode


def last_code(document: Contract | Offer, person: User, *, at: datetime) -> MailedCode | None:
    """Return the newest code of the person for the document while it can be entered or used; one query."""
    found = document.codes.filter(person=person).order_by("-pk").first()
    is_valid = found is not None and found.used_at is None and at < found.expires_at
    return found if found and is_valid and found.digest == document.digest else None

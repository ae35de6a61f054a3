"""The code that was sent last for a signature."""

from datetime import datetime

from ciie.accounts.models import User
from exhibitors.sales.models.contracts import Contract
from exhibitors.sales.models.signing import SigningCode


def last_code(contract: Contract, person: User, *, at: datetime) -> SigningCode | None:
    """The newest code of the person for the contract while it can be entered or used; one query."""
    found = SigningCode.objects.filter(contract=contract, person=person).order_by("-pk").first()
    is_valid = found is not None and found.used_at is None and at < found.expires_at
    return found if found and is_valid and found.digest == contract.digest else None

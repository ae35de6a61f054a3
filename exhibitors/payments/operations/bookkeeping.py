"""Under which numbers the bookkeeping knows the accounts of the journal."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import Invalid
from ciie.kernel.locking import lock, require_seen
from ciie.kernel.validity import require_valid
from exhibitors.invoices.states import Account
from exhibitors.payments.models import LedgerCodes


@operation("exhibitors.ledger_codes.set")
def set_ledger_codes(
    edition_id: int,
    *,
    numbers: dict[str, str],
    consultant: str = "",
    client: str = "",
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> LedgerCodes:
    """Set the numbers of the accounts of the journal (`numbers` by `Account`); all have as many digits."""
    keys = LedgerCodes.objects.filter(edition=edition_id).values_list("pk", flat=True)
    found = lock(LedgerCodes.objects.all(), keys)
    require("exhibitors.run_payments", actor)
    require_seen(found[0] if found else None, seen)
    codes = found[0] if found else LedgerCodes(edition_id=edition_id)
    for name, number in {**numbers, "consultant": consultant, "client": client}.items():
        if number and not (number.isascii() and number.isdigit()):
            raise Invalid(_("Enter digits only."), code="not_digits", field=name)
        setattr(codes, name, number)
    if len({len(numbers[account]) for account in Account.values}) > 1:
        raise Invalid(
            _("All account numbers must have the same number of digits."),
            code="digits_differ",
            field=Account.RECEIVABLE.value,
        )
    require_valid(codes, exclude=["edition"])
    codes.save()
    return codes

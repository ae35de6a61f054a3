"""The operation that records what VIES answers about VAT IDs, as evidence for the tax office."""

from datetime import datetime

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.locking import lock_one
from exhibitors.money.invoices.documents.vies import VatSaid
from exhibitors.money.invoices.models import BillingParty, VatCheck
from exhibitors.money.invoices.operations.billing import NO_PARTY


@operation("exhibitors.vat_id.checked")
def record_vat_check(party_id: int, vat_id: str, said: VatSaid, *, actor: Actor, at: datetime) -> VatCheck:
    """Record an answer of VIES. Nothing is decided by it."""
    party = lock_one(BillingParty.objects.all(), party_id, missing=NO_PARTY)
    require("exhibitors.run_invoices", actor)
    return VatCheck.objects.create(
        party=party, vat_id=vat_id, answer=said.answer, name=said.name, reference=said.reference, checked_at=at
    )

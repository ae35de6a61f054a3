"""Bank fees above the usual, which settle an invoice once a second person agrees."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.kernel.actors import Actor
from ciie.kernel.errors import Sentence
from ciie.web.templatetags.interface import money
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.queries import Act, register_act
from exhibitors.money.approvals.states import ApprovalAct
from exhibitors.money.payments.operations.payments import InvoicePart, allocate_payment


def _settle(approval: Approval, actor: Actor, at: datetime) -> None:
    said = approval.terms
    part = InvoicePart(said["invoice"], Decimal(said["amount"]), Decimal(said["fee"]), approval.pk)
    allocate_payment(approval.subject, parts=[part], actor=actor, at=at)


def _words(approval: Approval) -> list[Sentence]:
    said = approval.terms
    amounts = {name: money(Decimal(said[name]), said["currency"]) for name in ("amount", "fee")}
    return [
        _("Settle invoice %(number)s of %(company)s by a bank fee of %(fee)s.") % {**said, **amounts},
        _("Payment %(payment)s brings %(amount)s for it. The organizer bears the fee; it never counts as paid.")
        % {**said, **amounts},
    ]


register_act(
    ApprovalAct.BANK_FEE,
    Act(permission="exhibitors.run_payments", carry_out=_settle, words=_words, page="organizer:payment"),
)

"""API of payments: callers read those that they may see; finance records what was received elsewhere."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from ciie.accounts.requests import ProgramRequest
from ciie.kernel.authority import require
from ciie.kernel.clock import now
from ciie.kernel.errors import Invalid
from ciie.web.api import Listed, Page, Text, listed, refusals
from exhibitors.bookings.api.bookings import IdempotencyKey, answered
from exhibitors.bookings.operations.idempotency import Answer
from exhibitors.money.invoices.amounts import rounded
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.payments.models import Allocation, Payment
from exhibitors.money.payments.operations.payments import InvoicePart, record_payment
from exhibitors.money.payments.queries.payments import state_of, visible_payments, with_rest
from exhibitors.money.payments.states import PaymentState, PaymentWay
from exhibitors.pricing.api import Amount
from pavilions.plans.api import edition_numbered

router = Router(tags=["payments"])


class Allocated(Schema):
    """So much for an invoice; `fee` is what banks kept on the way."""

    invoice: str
    amount: Amount
    fee: Amount


class PaymentShown(Schema):
    """`rest` is what is left of it: an advance of the company."""

    id: int
    company: int
    company_name: str
    currency: str
    amount: Amount
    rest: Amount
    received_on: date
    way: PaymentWay
    state: PaymentState
    payer: str
    text: str
    invoices: list[Allocated]
    revision: int

    @classmethod
    def of(cls, payment: Any, used: Sequence[Allocation]) -> Self:
        sums: dict[str, list[Decimal]] = {}
        for each in used:
            found = sums.setdefault(each.invoice.number_text, [Decimal(0), Decimal(0)])
            found[0] += each.amount
            found[1] += each.fee
        currency = payment.currency
        return cls(
            id=payment.pk,
            company=payment.company_id,
            company_name=payment.company.name,
            currency=currency,
            amount=rounded(payment.amount, currency),
            rest=rounded(Decimal(0) if payment.cancelled_at else payment.rest, currency),
            received_on=payment.received_on,
            way=PaymentWay(payment.way),
            state=state_of(payment),
            payer=payment.payer,
            text=payment.text,
            invoices=[
                Allocated(invoice=number, amount=rounded(amount, currency), fee=rounded(fee, currency))
                for number, (amount, fee) in sums.items()
                if amount or fee
            ],
            revision=payment.revision,
        )


def shown(payments: Sequence[Any]) -> list[PaymentShown]:
    """Return payments as the API shows them; one query reads their allocations."""
    used: dict[int, list[Allocation]] = {}
    rows = Allocation.objects.filter(payment__in=[each.pk for each in payments]).select_related("invoice")
    for row in rows.order_by("pk"):
        used.setdefault(row.payment_id, []).append(row)
    return [PaymentShown.of(each, used.get(each.pk, [])) for each in payments]


class PaymentFilter(Schema):
    company: int | None = Field(None, ge=1, lt=2**63)


@router.get("/editions/{int:edition}/payments", response={200: Listed[PaymentShown], **refusals(404, 422)})
def list_payments(
    request: ProgramRequest, edition: int, wanted: Query[PaymentFilter], page: Query[Page]
) -> dict[str, object]:
    """Payments of an edition, the latest first: all for finance, else those of companies that the caller owns."""
    rows = visible_payments(request.auth).filter(edition=edition_numbered(edition))
    rows = rows if wanted.company is None else rows.filter(company=wanted.company)
    return listed(rows.order_by("-received_on", "-pk"), page, shown)


Money = Annotated[Decimal, Field(ge=0, max_digits=16, decimal_places=3)]


class NewPart(Schema):
    """`invoice` is the number of an invoice."""

    invoice: Annotated[Text, Field(min_length=1, max_length=40)]
    amount: Money
    fee: Money = Decimal(0)


class NewPayment(Schema):
    """What a company has paid. What is for no invoice remains as its advance.

    Refused with `payment_known` and the `payment` where one of the same company, amount and day is known, unless it is
    the one that `besides` names. A fee above the usual (2 % of what is open, 75 at most) needs a `fee_reason`; what it
    would settle remains an advance until a second person has agreed.
    """

    company: int = Field(ge=1, lt=2**63)
    amount: Money
    currency: Annotated[Text, Field(min_length=3, max_length=3)]
    received_on: date
    invoices: Annotated[list[NewPart], Field(max_length=100)] = []
    payer: Annotated[Text, Field(max_length=200)] = ""
    text: Annotated[Text, Field(max_length=1_000)] = ""
    besides: int | None = Field(None, ge=1, lt=2**63)
    fee_reason: Annotated[Text, Field(max_length=500)] = ""


@router.post(
    "/editions/{int:edition}/payments",
    response={201: PaymentShown, **refusals(400, 403, 404, 409, 413, 415, 422)},
)
def create_payment(
    request: ProgramRequest, edition: int, payload: NewPayment, key: IdempotencyKey = None
) -> HttpResponse:
    """Record a payment by hand, for finance. The company is mailed."""
    at = now()

    def record() -> Answer:
        require("exhibitors.run_payments", request.auth)
        payment = record_payment(
            payload.company,
            edition_id=edition_numbered(edition),
            amount=payload.amount,
            currency=payload.currency,
            received_on=payload.received_on,
            parts=_parts(payload.invoices),
            payer=payload.payer,
            text=payload.text,
            besides=payload.besides,
            fee_reason=payload.fee_reason,
            actor=request.auth,
            at=at,
        )
        rows = with_rest(Payment.objects.filter(pk=payment.pk).select_related("company"))
        return Answer(201, shown(list(rows))[0].model_dump(mode="json"))

    return answered(request, key, record, at=at)


def _parts(said: Sequence[NewPart]) -> list[InvoicePart]:
    numbers = {each.invoice for each in said}
    keys = dict(Invoice.objects.filter(number_text__in=numbers).values_list("number_text", "pk"))
    if unknown := sorted(numbers - keys.keys()):
        raise Invalid(
            _("There is no invoice %(number)s.") % {"number": unknown[0]}, code="invoice_unknown", field="invoices"
        )
    return [InvoicePart(keys[each.invoice], each.amount, each.fee) for each in said]

"""API of invoices: callers read those that they may see; finance issues and credits by the same rules as on pages."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from ciie.accounts.requests import ProgramRequest
from ciie.kernel.authority import require
from ciie.kernel.clock import now
from ciie.kernel.errors import NotFound
from ciie.web.api import Listed, Page, Text, listed, refusals
from exhibitors.bookings.api.bookings import IdempotencyKey, answered
from exhibitors.bookings.operations.idempotency import Answer
from exhibitors.money.invoices.amounts import rounded
from exhibitors.money.invoices.models import InvoiceLine
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.issuing import issue_invoice
from exhibitors.money.invoices.queries.balances import lines_of, with_balance
from exhibitors.money.invoices.queries.invoices import visible_invoices
from exhibitors.money.invoices.states import InvoiceKind, InvoiceState
from exhibitors.pricing.api import Amount
from pavilions.plans.api import edition_numbered

router = Router(tags=["invoices"])
REFUSED = refusals(400, 403, 404, 409, 413, 415, 422)


class InvoiceLineShown(Schema):
    """`rate` is in per cent; it is null, and `category` empty, on a draft that no row of the tax table decides."""

    id: int
    name: str
    name_zh: str
    net: Amount
    rate: Amount | None
    category: str


class InvoiceShown(Schema):
    """`balance` is what is still to be paid. Amounts of a credit note are what is credited, above 0."""

    id: int
    number: str
    kind: InvoiceKind
    state: InvoiceState
    booking: str
    bill_to: str
    currency: str
    net: Amount
    tax: Amount | None
    total: Amount | None
    balance: Amount
    issued_on: date | None
    due_on: date | None
    reference: str
    credits: str
    pdf: str
    lines: list[InvoiceLineShown]
    revision: int

    @classmethod
    def of(cls, invoice: Any, lines: Sequence[InvoiceLine]) -> Self:
        def amount(value: Decimal | None) -> Decimal | None:
            return None if value is None else rounded(value, invoice.currency)

        return cls(
            id=invoice.pk,
            number=invoice.number_text,
            kind=InvoiceKind(invoice.kind),
            state=InvoiceState(invoice.state),
            booking=invoice.booking.reference,
            bill_to=invoice.party_name,
            currency=invoice.currency,
            net=rounded(invoice.net, invoice.currency),
            tax=amount(invoice.tax),
            total=amount(invoice.total),
            balance=rounded(invoice.balance, invoice.currency),
            issued_on=invoice.issued_on,
            due_on=invoice.due_on,
            reference=invoice.reference,
            credits=invoice.credits.number_text if invoice.credits else "",
            pdf=reverse("desk:invoice_pdf", args=[invoice.pk, "en"]) if invoice.digest else "",
            lines=[
                InvoiceLineShown(
                    id=line.pk,
                    name=line.name,
                    name_zh=line.name_zh,
                    net=rounded(line.net, invoice.currency),
                    rate=line.rate,
                    category=line.category,
                )
                for line in lines
            ],
            revision=invoice.revision,
        )


def shown(invoices: Sequence[Any]) -> list[InvoiceShown]:
    """Return invoices as the API shows them; one query reads the lines of all."""
    lines = lines_of(invoices)
    return [InvoiceShown.of(each, lines.get(each.pk, [])) for each in invoices]


class InvoiceQuery(Schema):
    state: InvoiceState | None = None
    kind: InvoiceKind | None = None


@router.get("/editions/{int:edition}/invoices", response={200: Listed[InvoiceShown], **refusals(404, 422)})
def list_invoices(
    request: ProgramRequest, edition: int, wanted: Query[InvoiceQuery], page: Query[Page]
) -> dict[str, object]:
    """Invoices of an edition, the latest first: all for finance, else what was issued to the caller's companies."""
    asked = {name: value for name, value in wanted.model_dump().items() if value is not None}
    rows = _rows(request).filter(edition=edition_numbered(edition), **asked)
    return listed(rows.order_by("-pk"), page, shown)


@router.get("/invoices/{int:invoice}", response={200: InvoiceShown, **refusals(404)})
def show_invoice(request: ProgramRequest, invoice: int) -> InvoiceShown:
    return _shown(request, invoice)


class IssueRequest(Schema):
    revision: int | None = Field(None, ge=0, lt=2**31)


@router.post("/invoices/{int:invoice}/issue", operation_id="issue_invoice", response={200: InvoiceShown, **REFUSED})
def issue(request: ProgramRequest, invoice: int, payload: IssueRequest, key: IdempotencyKey = None) -> HttpResponse:
    """Issue a draft, for finance. From then on it stands, and it is mailed."""
    at = now()

    def act() -> Answer:
        require("exhibitors.run_invoices", request.auth)
        issue_invoice(invoice, seen=payload.revision, actor=request.auth, at=at)
        return Answer(200, _shown(request, invoice).model_dump(mode="json"))

    return answered(request, key, act, at=at)


class LineCredit(Schema):
    line: int = Field(ge=1, lt=2**63)
    net: Annotated[Decimal, Field(max_digits=16, decimal_places=3)]


class CreditRequest(Schema):
    """Without `amount` and `lines` all that is left is credited. `amount` is with tax."""

    reason: Annotated[Text, Field(min_length=1, max_length=500)]
    amount: Annotated[Decimal, Field(ge=0, max_digits=16, decimal_places=3)] | None = None
    lines: Annotated[list[LineCredit], Field(max_length=200)] | None = None
    revision: int | None = Field(None, ge=0, lt=2**31)


@router.post("/invoices/{int:invoice}/credit", operation_id="credit_invoice", response={201: InvoiceShown, **REFUSED})
def credit(request: ProgramRequest, invoice: int, payload: CreditRequest, key: IdempotencyKey = None) -> HttpResponse:
    """Draft a credit note, for finance. It is issued like any draft."""
    at = now()

    def act() -> Answer:
        require("exhibitors.run_invoices", request.auth)
        note = credit_invoice(
            invoice,
            reason=payload.reason,
            nets=None if payload.lines is None else {each.line: each.net for each in payload.lines},
            amount=payload.amount,
            seen=payload.revision,
            actor=request.auth,
            at=at,
        )
        return Answer(201, _shown(request, note.pk).model_dump(mode="json"))

    return answered(request, key, act, at=at)


def _rows(request: ProgramRequest) -> Any:
    return with_balance(visible_invoices(request.auth)).select_related("booking__edition", "credits")


def _shown(request: ProgramRequest, pk: int) -> InvoiceShown:
    found = _rows(request).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Invoice not found."), code="not_found")
    return shown([found])[0]

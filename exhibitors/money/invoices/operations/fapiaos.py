"""Operations on fapiaos: exhibitors request, the tax platform issues, finance records numbers and red letters."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.validity import require_valid
from exhibitors.money.invoices.models import Fapiao, Invoice
from exhibitors.money.invoices.operations.drafts import NO_INVOICE
from exhibitors.money.invoices.queries.fapiaos import offers_fapiaos, standing_fapiao
from exhibitors.money.invoices.states import FAPIAO_LIFECYCLE, FapiaoKind, FapiaoState

NUMBER = re.compile(r"[0-9]{8}([0-9]{12})?")
NEEDED_FOR_SPECIAL = ("tax_id", "bank", "account", "address", "phone")


@operation("exhibitors.fapiao.requested")
def request_fapiao(
    invoice_id: int, terms: Mapping[str, Any], *, seen: int | None = None, actor: Actor, at: datetime
) -> Fapiao:
    """Request a fapiao for an issued invoice, or change the request until it is issued.

    `terms` are fields of `Fapiao`; `seen` is 0 if none had been requested. Raise `fapiao_not_offered`, `fapiao_issued`,
    or `Invalid` beside a field that is required for this kind of fapiao.
    """
    invoice = lock_one(Invoice.objects.select_related("booking", "edition"), invoice_id, missing=NO_INVOICE)
    require("exhibitors.request_fapiao", actor, invoice.booking)
    if not offers_fapiaos(invoice):
        raise DomainError(
            _(
                "A fapiao can be requested only for an issued invoice of a seller in China that has not been credited "
                "in full."
            ),
            code="fapiao_not_offered",
        )
    fapiao = standing_fapiao(invoice)
    require_seen(fapiao, seen)
    if fapiao is not None and fapiao.state != FapiaoState.REQUESTED:
        raise DomainError(_("The fapiao of this invoice has already been issued."), code="fapiao_issued")
    fapiao = fapiao or Fapiao(invoice=invoice)
    for name, value in terms.items():
        setattr(fapiao, name, value.strip() if isinstance(value, str) else value)
    fapiao.requested_at, fapiao.requested_by = at, str(actor)
    _require_sound(fapiao)
    fapiao.save()
    return fapiao


def _require_sound(fapiao: Fapiao) -> None:
    fapiao.tax_id = fapiao.tax_id.replace(" ", "").upper()
    require_valid(fapiao, exclude=["invoice"])
    if fapiao.kind == FapiaoKind.SPECIAL:
        for name in NEEDED_FOR_SPECIAL:
            if not getattr(fapiao, name):
                raise Invalid(_("This is required for a special VAT fapiao."), code="fapiao_incomplete", field=name)
    if fapiao.tax_id and not uscc.is_valid(fapiao.tax_id):
        raise Invalid(
            _("This is not a valid unified social credit code: it has 18 letters and digits."),
            code="tax_id_invalid",
            field="tax_id",
        )


@operation("exhibitors.fapiao.recorded")
def record_fapiao(
    fapiao_id: int, *, number: str, issued_on: date, seen: int | None = None, actor: Actor, at: datetime
) -> Fapiao:
    """Record the number, of 8 or 20 digits, under which the tax platform issued a fapiao."""
    fapiao = _lock(fapiao_id, seen, actor)
    FAPIAO_LIFECYCLE.require(fapiao.state, FapiaoState.ISSUED)
    fapiao.number, fapiao.issued_on = _number(number, "number"), _past(issued_on, fapiao, at, "issued_on")
    if Fapiao.objects.filter(number=fapiao.number).exists():
        sentence = _("This fapiao number is already recorded for another invoice.")
        raise Invalid(sentence, code="fapiao_number_once", field="number")
    fapiao.state = FapiaoState.ISSUED
    fapiao.save()
    return fapiao


@operation("exhibitors.fapiao.red_lettered")
def red_letter_fapiao(
    fapiao_id: int,
    *,
    red_number: str,
    red_on: date,
    reason: str,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Fapiao:
    """Record the red letter that takes back an issued fapiao. Another one can be requested after that."""
    fapiao = _lock(fapiao_id, seen, actor)
    FAPIAO_LIFECYCLE.require(fapiao.state, FapiaoState.RED_LETTERED)
    fapiao.red_number, fapiao.red_on = _number(red_number, "red_number"), _past(red_on, fapiao, at, "red_on")
    fapiao.red_reason = reason.strip()
    if not fapiao.red_reason:
        raise Invalid(_("Give a reason."), code="reason_missing", field="reason")
    fapiao.state = FapiaoState.RED_LETTERED
    fapiao.save()
    return fapiao


def _lock(fapiao_id: int, seen: int | None, actor: Actor) -> Fapiao:
    rows = Fapiao.objects.select_related("invoice__edition")
    fapiao = lock_one(rows, fapiao_id, missing=_("Fapiao not found."))
    require("exhibitors.run_invoices", actor)
    require_seen(fapiao, seen)
    return fapiao


def _number(typed: str, field: str) -> str:
    number = typed.replace(" ", "")
    if not NUMBER.fullmatch(number):
        raise Invalid(_("A fapiao number has 20 digits, or 8 on paper."), code="fapiao_number", field=field)
    return number


def _past(day: date, fapiao: Fapiao, at: datetime, field: str) -> date:
    if day > day_of(at, fapiao.invoice.edition.zone):
        raise Invalid(_("The day cannot be in the future."), code="day_in_future", field=field)
    return day

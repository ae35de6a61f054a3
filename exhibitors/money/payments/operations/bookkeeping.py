"""Operations that set the bookkeeping's numbers for the accounts of the journal and for debtors.

Locks are taken in the order invoices, series of debtor numbers, debtors.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import Invalid, NotFound
from ciie.kernel.locking import lock, require_seen
from ciie.kernel.validity import require_valid
from exhibitors.money.invoices.models import BillingParty, Invoice
from exhibitors.money.invoices.signals import invoice_issued
from exhibitors.money.invoices.states import Account
from exhibitors.money.payments.bookkeeping import TreatmentNumbers, treatment_field
from exhibitors.money.payments.models import (
    FIRST_DEBTOR,
    GIVEN_ALREADY,
    Debtor,
    DebtorSeries,
    LedgerCodes,
    TreatmentCodes,
)


@operation("exhibitors.ledger_codes.set")
def set_ledger_codes(
    edition_id: int,
    *,
    numbers: dict[str, str],
    treatments: Mapping[tuple[str, Decimal], TreatmentNumbers] | None = None,
    chart: str = "03",
    damages: str = "",
    first_debtor: str = FIRST_DEBTOR,
    consultant: str = "",
    client: str = "",
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> LedgerCodes:
    """Set the numbers of the journal's accounts (`numbers` by `Account`); all must have the same number of digits.

    `treatments` are those of revenue and deposits by category and rate; blank ones have no accounts of their own.
    Debtors that have a number keep it; new ones are numbered from `first_debtor` on.
    """
    keys = LedgerCodes.objects.filter(edition=edition_id).values_list("pk", flat=True)
    found = lock(LedgerCodes.objects.all(), keys)
    require("exhibitors.run_payments", actor)
    require_seen(found[0] if found else None, seen)
    codes = found[0] if found else LedgerCodes(edition_id=edition_id)
    for name, number in {
        **numbers,
        "first_debtor": first_debtor,
        "consultant": consultant,
        "client": client,
        "chart": chart,
        "damages": damages or codes.damages,
    }.items():
        if number and not (number.isascii() and number.isdigit()):
            raise Invalid(_("Enter digits only."), code="not_digits", field=name)
        setattr(codes, name, number)
    if len({len(number) for number in (*numbers.values(), codes.damages)}) > 1:
        raise Invalid(
            _("All account numbers must have the same number of digits."),
            code="digits_differ",
            field=Account.RECEIVABLE.value,
        )
    _require_longer(first_debtor, codes, field="first_debtor")
    require_valid(codes, exclude=["edition"])
    codes.save()
    if treatments is not None:
        _set_treatments(edition_id, treatments, digits=len(codes.receivable))
    return codes


def _set_treatments(
    edition_id: int, treatments: Mapping[tuple[str, Decimal], TreatmentNumbers], *, digits: int
) -> None:
    rows = []
    for (category, rate), own in treatments.items():
        for name, number in (("revenue", own.revenue), ("advance", own.advance), ("key", own.key)):
            field = treatment_field(name, category, rate)
            if number and not (number.isascii() and number.isdigit()):
                raise Invalid(_("Enter digits only."), code="not_digits", field=field)
            if name != "key" and (own.revenue or own.advance) and len(number) != digits:
                raise Invalid(
                    _("All account numbers must have the same number of digits."), code="digits_differ", field=field
                )
        if own.revenue:
            rows.append(TreatmentCodes(edition_id=edition_id, category=category, rate=rate, **asdict(own)))
    TreatmentCodes.objects.filter(edition=edition_id).delete()
    TreatmentCodes.objects.bulk_create(rows)


def _require_longer(number: str, codes: LedgerCodes, *, field: str) -> None:
    """Raise `debtor_digits` unless a number has one digit more than accounts have, as DATEV requires of debtors."""
    if len(number) != len(codes.receivable) + 1 or number.startswith("0"):
        raise Invalid(
            _("A debtor number has %(digits)d digits: one more than the accounts.")
            % {"digits": len(codes.receivable) + 1},
            code="debtor_digits",
            field=field,
        )


@operation("exhibitors.debtor.number_changed")
def set_debtor_number(
    edition_id: int, *, party: int, number: str, seen: int | None = None, actor: Actor, at: datetime
) -> Debtor:
    """Give a bill-to the number by which the bookkeeping already knows it, instead of the next one of the series.

    Raise `debtor_number_taken` if another bill-to has or had the number at this edition.
    """
    _lock_series(edition_id)
    require("exhibitors.run_payments", actor)
    if not BillingParty.objects.filter(pk=party).exists():
        raise NotFound(_("Bill-to not found."), code="not_found")
    keys = Debtor.objects.filter(edition=edition_id, party=party).values_list("pk", flat=True)
    found = lock(Debtor.objects.all(), keys)
    require_seen(found[0] if found else None, seen)
    if not (number.isascii() and number.isdigit()):
        raise Invalid(_("Enter digits only."), code="not_digits", field="number")
    codes = LedgerCodes.objects.filter(edition=edition_id).first() or LedgerCodes(edition_id=edition_id)
    _require_longer(number, codes, field="number")
    if _given(edition_id, int(number)).exclude(party=party).exists():
        raise Invalid(GIVEN_ALREADY, code="debtor_number_taken", field="number")
    debtor = found[0] if found else Debtor(edition_id=edition_id, party_id=party)
    debtor.number, debtor.is_typed = int(number), True
    debtor.save(update_fields=["number", "is_typed"] if found else None)
    return debtor


@receiver(invoice_issued)
def number_debtor(*, invoice: Invoice, **_kwargs: object) -> None:
    """Give a bill-to that is invoiced for the first time at an edition its own debtor number, else the next one."""
    debtors = Debtor.objects.filter(edition=invoice.edition_id, party=invoice.party_id)
    if debtors.exists():
        return
    series = _lock_series(invoice.edition_id)
    if debtors.exists():  # somebody else has issued to it meanwhile
        return
    codes = LedgerCodes.objects.filter(edition=invoice.edition_id).first()
    if known := _known_number(invoice.party, invoice.edition_id, codes):
        Debtor.objects.create(edition_id=invoice.edition_id, party_id=invoice.party_id, number=known, is_typed=True)
        return
    number = max(series.last + 1, int(codes.first_debtor if codes else FIRST_DEBTOR))
    while _given(invoice.edition_id, number).exists():
        number += 1
    series.last = number
    series.save(update_fields=["last"])
    Debtor.objects.create(edition_id=invoice.edition_id, party_id=invoice.party_id, number=number)


def _known_number(party: BillingParty, edition_id: int, codes: LedgerCodes | None) -> int | None:
    """Return the debtor number that the bill-to came with, if it fits here and no one else has it, else None."""
    number, digits = party.debtor_number, len((codes or LedgerCodes(edition_id=edition_id)).receivable) + 1
    if not (number.isascii() and number.isdigit()) or len(number) != digits or number.startswith("0"):
        return None
    return None if _given(edition_id, int(number)).exists() else int(number)


def _lock_series(edition_id: int) -> DebtorSeries:
    DebtorSeries.objects.bulk_create([DebtorSeries(edition_id=edition_id)], ignore_conflicts=True)
    (series,) = lock(
        DebtorSeries.objects.all(), DebtorSeries.objects.filter(edition=edition_id).values_list("pk", flat=True)
    )
    return series


def _given(edition_id: int, number: int) -> QuerySet[Any]:
    """Return the history of a number: the bill-tos that have or had it."""
    held: QuerySet[Any] = Debtor.pgh_event_model.objects.filter(edition=edition_id, number=number)  # type: ignore[attr-defined]
    return held

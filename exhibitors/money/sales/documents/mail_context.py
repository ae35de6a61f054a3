"""The parts of mails about offers and contracts that are read when a mail is sent. `MAIL_ENCLOSURES` refers to them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ciie.kernel.days import day_of
from ciie.kernel.errors import Sentence
from ciie.mail.composing import Attachment, Enclosure
from ciie.uploads.keeping import read_kept
from ciie.web.templatetags.interface import money, sqm
from exhibitors.bookings.documents.mail_context import approved_booking
from exhibitors.bookings.models import Booking
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.queries.balances import with_balance
from exhibitors.money.sales.models.contracts import Amendment, Contract
from exhibitors.money.sales.models.money import Cancellation
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.queries.cancellations import settlement_of
from exhibitors.money.sales.queries.reductions import settlement_of_amendment
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.money.sales.queries.settlements import Settlement
from exhibitors.money.sales.states import ConfirmedBy, ContractState, OfferState


def offer(context: Mapping[str, Any]) -> Enclosure:
    """Return the last day that the mail is about, and the frozen lines of the offer with their totals."""
    row = Offer.objects.select_related("booking__edition").get(pk=context["offer"])
    earlier = Offer.objects.filter(booking=row.booking_id, version=row.version - 1).first()
    lines = [
        {
            "name": line.shown_name,
            "booth": line.booth,
            "words": line.shown_words,
            "amount": money(line.amount, row.currency),
        }
        for line in row.lines.order_by("position")
    ]
    return Enclosure(
        {
            "until": date_format(date.fromisoformat(context["last_day"]), "DATE_FORMAT"),
            "version": row.version,
            "confirms": settings_of(row.booking.edition).confirmed_by == ConfirmedBy.ACCEPTANCE,
            "total": sqm(row.area_sqm),
            "before": money(earlier.total, earlier.currency) if earlier and earlier.total != row.total else "",
            "after": money(row.total, row.currency),
            "price": {
                "lines": lines,
                "total": money(row.total, row.currency),
                "tax_note": row.tax_words,
                "is_estimate": False,
            },
        }
    )


def accepted_offer(context: Mapping[str, Any]) -> Enclosure:
    """Return the confirmation letter and what it confirms, with the version of the accepted offer."""
    letter = approved_booking(context)
    return Enclosure({**letter.context, "version": offer(context).context["version"]}, letter.attachments)


def still_offered(contexts: Sequence[Mapping[str, Any]], *, at: datetime) -> list[Sentence]:
    """Return for each mail about an offer why it is outdated, or "" if it is not, in one query."""
    rows = Offer.objects.select_related("booking__edition").in_bulk({context["offer"] for context in contexts})
    return [_gone(rows[context["offer"]], date.fromisoformat(context["last_day"]), at) for context in contexts]


def still_to_sign(contexts: Sequence[Mapping[str, Any]], *, at: datetime) -> list[Sentence]:
    """Return for each reminder to sign a contract why it is outdated, or "" if it is not, in one query."""
    rows = Contract.objects.select_related("booking__edition").in_bulk({context["contract"] for context in contexts})
    return [_signed(rows[context["contract"]], date.fromisoformat(context["last_day"]), at) for context in contexts]


def _signed(row: Contract, last_day: date, at: datetime) -> Sentence:
    if row.state != ContractState.SENT:
        return _("The contract is %(state)s by now.") % {"state": row.get_state_display()}
    if row.sign_by != last_day:
        return _("The contract has been given another last day.")
    if last_day < day_of(at, row.booking.edition.zone):
        return _("The last day to sign has passed. Extend the contract to remind of it.")
    return ""


def still_owed(contexts: Sequence[Mapping[str, Any]], *, at: datetime) -> list[Sentence]:
    """Return for each reminder of a payment why it is outdated, or "" if it is not, in one query."""
    rows = with_balance(Invoice.objects.filter(pk__in={context["invoice"] for context in contexts}))
    owed = {row.pk: row.balance for row in rows}  # type: ignore[attr-defined]  # by with_balance
    return [
        "" if owed[context["invoice"]] > 0 else _("The invoice has been paid in the meantime.") for context in contexts
    ]


def _gone(row: Offer, last_day: date, at: datetime) -> Sentence:
    if row.state != OfferState.SENT:
        return _("The offer is now %(state)s.") % {"state": row.get_state_display()}
    if row.last_day != last_day:
        return _("The last day of the offer has been changed.")
    if last_day < day_of(at, row.booking.edition.zone):
        return _("The last day of the offer has passed. Extend the offer to send it.")
    return ""


def contract(context: Mapping[str, Any]) -> Enclosure:
    """Return the last day to sign, and whether the booking is cancelled after that day."""
    return Enclosure(_words_of(_contract(context), context))


def contract_with_pdf(context: Mapping[str, Any]) -> Enclosure:
    """Return what `contract` does, and attach the PDF: the signed one if there is one, else the one to sign."""
    row = _contract(context)
    name, digest = row.newest_file
    pdf = Attachment(f"{row.number}.pdf", read_kept(name, digest), "application/pdf")
    return Enclosure(_words_of(row, context), (pdf,))


def _contract(context: Mapping[str, Any]) -> Contract:
    return Contract.objects.select_related("booking__edition").get(pk=context["contract"])


def _words_of(row: Contract, context: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "until": date_format(date.fromisoformat(context["last_day"]), "DATE_FORMAT"),
        "releases": settings_of(row.booking.edition).releases,
    }


def cancelled(context: Mapping[str, Any]) -> Enclosure:
    """Return the settlement of the cancelled booking, or nothing for a share of a block: its block's holder pays."""
    return Enclosure(_settlement_of(Booking.objects.select_related("edition").get(pk=context["booking"])))


def _settlement_of(booking: Booking) -> dict[str, Any]:
    if booking.block_id is not None:
        return {}
    found = Cancellation.objects.filter(booking=booking).first()
    return _settled(settlement_of(found) if found else Settlement(currency=booking.edition.currency))


def _settled(found: Settlement) -> dict[str, Any]:
    rows = [{"name": name, "figure": figure} for name, figure in found.rows]
    return {"settlement": {"rows": rows, "outcome": found.outcome}}


def released(context: Mapping[str, Any]) -> Enclosure:
    """Return what `cancelled` does for a booking that was not paid for, with the day on which payment was due."""
    return Enclosure({**late(context).context, **cancelled(context).context})


def reduced_contract(context: Mapping[str, Any]) -> Enclosure:
    """Return the PDF of the amendment, the total before and after it, and the settlement of the returned space."""
    found, row = contract_with_pdf(context), _contract(context)
    amendment = Amendment.objects.select_related("amends__offer", "contract__offer").filter(contract=row).first()
    if amendment is None or amendment.credited is None:
        return found
    before, after = amendment.amends.offer, amendment.contract.offer
    totals = {"before": money(before.total, before.currency), "after": money(after.total, after.currency)}
    return Enclosure({**found.context, **totals, **_settled(settlement_of_amendment(amendment))}, found.attachments)


def late(context: Mapping[str, Any]) -> Enclosure:
    """Return the due date and, if the space is to be released, the day of the release."""
    days = {"until": context["last_day"], "release_on": context.get("release_day")}
    return Enclosure({name: date_format(date.fromisoformat(day), "DATE_FORMAT") for name, day in days.items() if day})

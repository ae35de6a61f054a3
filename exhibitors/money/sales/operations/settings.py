"""How an edition sells, as finance and directors set it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, Sentence
from ciie.kernel.locking import lock, lock_one, lock_topic, require_seen
from ciie.kernel.validity import require_valid
from exhibitors.money.invoices.amounts import HUNDRED, exponent, is_whole
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.settings import MOST_DAYS, SalesSettings
from exhibitors.money.sales.states import ConfirmedBy, ContractState, DueAfter, OfferState, PartKind, ShareOf
from exhibitors.money.sales.terms_of_sale.cancellation import CancellationTerm, plain_cancellation
from exhibitors.money.sales.terms_of_sale.dunning import DunningLevel, plain_levels
from exhibitors.money.sales.terms_of_sale.schedule import ScheduleTerm, plain_terms
from exhibitors.states import BookingState
from pavilions.floor.editions.signals import edition_changing
from pavilions.floor.models.edition import Edition

SETTINGS_FIELDS = (
    *("uses_contracts", "signing_days", "confirmed_by", "issues_invoices", "invoice_days", "refund_days"),
    *("releases", "notice_after", "release_after", "country", "days_off", "working_days"),
)
LARGEST_AMOUNT = Decimal(10) ** 12


@operation("exhibitors.sales_settings.changed")
def change_sales_settings(
    edition_id: int, values: Mapping[str, Any], *, seen: int | None = None, actor: Actor, at: datetime
) -> SalesSettings:
    """Set the given `SETTINGS_FIELDS`. Existing contracts keep their schedule and terms."""
    settings = _lock_settings(edition_id, seen, actor)
    for name in SETTINGS_FIELDS:
        if name in values:
            setattr(settings, name, values[name])
    require_valid(settings, exclude=["edition"])
    if both := sorted(set(settings.days_off) & set(settings.working_days)):
        raise Invalid(
            _("%(day)s cannot be a day off and a working day.") % {"day": both[0].isoformat()},
            code="sales_day_twice",
            field="working_days",
        )
    _require_no_contract_to_sign(settings)
    _require_signable(settings)
    if not settings.uses_contracts and any(term.after == DueAfter.SIGNATURE for term in settings.schedule_terms):
        raise _wrong(
            _("Parts of the payment schedule are due after signature. Change them before you switch contracts off."),
            "sales_schedule_needs_contract",
            "uses_contracts",
        )
    return _save(settings, field="confirmed_by")


@receiver(edition_changing)
def keep_what_was_offered(*, edition: Edition, before: Mapping[str, object], **_kwargs: object) -> None:
    """Raise `DomainError` (`offers_stand`) if an edition gives up offers while some are pending.

    An offer is pending while it waits for its answer, its signature or its deposit. Confirmed bookings keep their
    contract and payment schedule, and are still invoiced.
    """
    if "booking_steps" not in before or edition.goes_by_offer:
        return
    waiting = Q(state=OfferState.SENT) | Q(state=OfferState.ACCEPTED, booking__state=BookingState.APPROVED)
    count = Offer.objects.filter(waiting, booking__edition=edition).count()
    if count:
        raise DomainError(
            ngettext(
                "%(count)d offer awaits its answer, signature or deposit. Complete or withdraw it first.",
                "%(count)d offers await their answer, signature or deposit. Complete or withdraw them first.",
                count,
            )
            % {"count": count},
            code="offers_stand",
            field="booking_steps",
            details={"offers": count},
        )


def _require_no_contract_to_sign(settings: SalesSettings) -> None:
    """Raise `Invalid` if contracts are switched off while some are waiting to be signed."""
    open_states = [ContractState.SENT, ContractState.CHECKING]
    count = Contract.objects.filter(booking__edition=settings.edition, state__in=open_states).count()
    if count and not settings.uses_contracts:
        raise Invalid(
            ngettext(
                "%(count)d contract is still to be signed. Have it signed or withdraw it first.",
                "%(count)d contracts are still to be signed. Have them signed or withdraw them first.",
                count,
            )
            % {"count": count},
            code="contracts_stand",
            field="uses_contracts",
            details={"contracts": count},
        )


def _require_signable(settings: SalesSettings) -> None:
    """Raise `Invalid` if a signature is required of bookings whose offers were accepted without a contract."""
    if not ConfirmedBy(settings.confirmed_by).asks_signature:
        return
    accepted = Offer.objects.filter(
        booking__edition=settings.edition,
        state=OfferState.ACCEPTED,
        contract=None,
        booking__state=BookingState.APPROVED,
    )
    if count := accepted.count():
        raise Invalid(
            ngettext(
                "%(count)d offer was accepted without a contract and its booking is not confirmed yet.",
                "%(count)d offers were accepted without a contract and their bookings are not confirmed yet.",
                count,
            )
            % {"count": count},
            code="accepted_without_contract",
            field="confirmed_by",
            details={"offers": count},
        )


@operation("exhibitors.sales_settings.schedule_set")
def set_schedule(
    edition_id: int, terms: Sequence[ScheduleTerm], *, seen: int | None = None, actor: Actor, at: datetime
) -> SalesSettings:
    """Set the payment schedule in order. The last part takes the rest. If empty, nothing is invoiced automatically."""
    settings = _lock_settings(edition_id, seen, actor)
    _require_schedule(terms, settings.edition)
    _require_events(terms, settings)
    settings.schedule = plain_terms(terms)
    return _save(settings, field="kind_1")


@operation("exhibitors.sales_settings.reminders_set")
def set_dunning(
    edition_id: int, levels: Sequence[DunningLevel], *, seen: int | None = None, actor: Actor, at: datetime
) -> SalesSettings:
    """Set the reminders of late payments. Each must be later than the one before it."""
    settings = _lock_settings(edition_id, seen, actor)
    last = 0
    for number, level in enumerate(levels, start=1):
        if not last < level.days_late <= MOST_DAYS:
            raise _wrong(
                _("Each reminder comes later than the one before, and at most 365 days after the due date."),
                "reminder_not_later",
                f"days_late_{number}",
            )
        if level.fee is not None:
            _require_amount(level.fee, settings.edition, f"fee_{number}")
        last = level.days_late
    settings.levels = plain_levels(levels)
    return _save(settings, field="days_late_1")


@operation("exhibitors.sales_settings.cancellation_set")
def set_cancellation(
    edition_id: int, terms: Sequence[CancellationTerm], *, seen: int | None = None, actor: Actor, at: datetime
) -> SalesSettings:
    """Set the fees for space that is given up, in order of days. The last row may be without an end."""
    settings = _lock_settings(edition_id, seen, actor)
    opens, last_day = settings.edition.opens_date, None
    for number, term in enumerate(terms, start=1):
        if not 0 <= term.percent <= HUNDRED:
            raise _wrong(_("Enter 0 to 100 per cent."), "percent_out_of_range", f"percent_{number}")
        if term.until is not None and term.days_before is not None:
            raise _wrong(_("Give a date or a number of days, not both."), "two_ends", f"days_before_{number}")
        day = term.last_day(opens)
        if day is None and number < len(terms):
            raise _wrong(_("Only the last row can be without an end."), "row_without_end", f"until_{number}")
        if day is not None and last_day is not None and day <= last_day:
            raise _wrong(_("Each row ends later than the one before."), "row_not_later", f"until_{number}")
        last_day = day
    settings.cancellation = plain_cancellation(terms)
    return _save(settings, field="percent_1")


def _require_schedule(terms: Sequence[ScheduleTerm], edition: Edition) -> None:
    percent, seen_balance = Decimal(0), False
    for number, term in enumerate(terms, start=1):
        is_last = number == len(terms)
        if (term.share == ShareOf.REST) != is_last:
            raise _wrong(
                _("The last part, and only that one, is the rest, so that all parts add up."),
                "rest_is_last",
                f"share_{number}",
            )
        if not is_last:
            percent += _require_share(term, edition, number)
        if percent >= HUNDRED:
            raise _wrong(_("The parts before the rest must be below 100 per cent."), "over_100", f"value_{number}")
        if (term.after == DueAfter.DAY) != (term.day is not None):
            raise _wrong(_("A date is needed for “on a date”, and only for that."), "date_missing", f"day_{number}")
        if term.days > MOST_DAYS:
            raise _wrong(_("At most 365 days."), "too_many_days", f"days_{number}")
        if seen_balance and term.kind == PartKind.DEPOSIT:
            raise _wrong(_("Deposits come before the balance."), "deposit_after_balance", f"kind_{number}")
        seen_balance = seen_balance or term.kind == PartKind.BALANCE


def _require_events(terms: Sequence[ScheduleTerm], settings: SalesSettings) -> None:
    """Raise `Invalid` if a part waits for an event that never happens in this edition, so would never be due."""
    has_offers = settings.edition.goes_by_offer
    for number, term in enumerate(terms, start=1):
        if term.after in {DueAfter.ACCEPTANCE, DueAfter.SIGNATURE} and not has_offers:
            raise _wrong(
                _("This edition works without offers: nothing is accepted or signed, so this part would never be due."),
                "schedule_needs_offers",
                f"after_{number}",
            )
        if term.after == DueAfter.SIGNATURE and not settings.uses_contracts:
            raise _wrong(
                _("This edition works without contracts, so this part would never be due. Switch contracts on first."),
                "schedule_needs_contract",
                f"after_{number}",
            )


def _require_share(term: ScheduleTerm, edition: Edition, number: int) -> Decimal:
    """Return the percentage that the part adds to those of the parts before it."""
    if term.value is None or term.value <= 0:
        raise _wrong(_("Enter a number above 0."), "share_missing", f"value_{number}")
    if term.share == ShareOf.PERCENT:
        return term.value
    _require_amount(term.value, edition, f"value_{number}")
    return Decimal(0)


def _require_amount(amount: Decimal, edition: Edition, field: str) -> None:
    if not 0 < amount < LARGEST_AMOUNT or not is_whole(amount, edition.currency):
        raise _wrong(
            _("Enter an amount above 0, with at most %(places)d decimals for %(currency)s.")
            % {"places": exponent(edition.currency), "currency": edition.currency},
            "amount_wrong",
            field,
        )


def _wrong(sentence: Sentence, code: str, field: str) -> Invalid:
    return Invalid(sentence, code=code, field=field)


def lock_sales(edition_id: int) -> None:
    """Let nobody else change how an edition sells until this transaction ends, even if nothing is set yet."""
    lock_topic(f"sales-settings-{edition_id}")


def _lock_settings(edition_id: int, seen: int | None, actor: Actor) -> SalesSettings:
    """Return the settings of an edition, locked, or new ones if there are none."""
    require("exhibitors.set_sales", actor)
    lock_sales(edition_id)
    found = SalesSettings.objects.filter(edition=edition_id).values_list("pk", flat=True)
    rows = lock(SalesSettings.objects.select_related("edition"), found)
    require_seen(rows[0] if rows else None, seen)
    if rows:
        return rows[0]
    return SalesSettings(edition=lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found.")))


def _save(settings: SalesSettings, *, field: str) -> SalesSettings:
    """Save the settings if they are consistent. `field` is the field that errors are shown on."""
    confirmed_by = ConfirmedBy(settings.confirmed_by)
    if confirmed_by.asks_signature and not settings.uses_contracts:
        raise _wrong(
            _("Only an edition with contracts can ask for a signature."), "sales_signature_needs_contract", field
        )
    if confirmed_by.asks_deposit and not any(term.kind == PartKind.DEPOSIT for term in settings.schedule_terms):
        raise _wrong(
            _("Bookings that are confirmed by a deposit need a payment schedule with a deposit."),
            "sales_deposit_missing",
            field,
        )
    settings.save()
    return settings

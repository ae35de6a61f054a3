"""Operations on exchange rates, which are entered once for a day and corrected by a new row with a reason."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock_topic
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import day_words
from exhibitors.promotion.deals.models import ExchangeRate
from exhibitors.promotion.deals.queries import DOLLARS, nearest_rate
from pavilions.floor.editions.queries import current_edition

USUAL_FACTOR = Decimal("1.5")
"""The largest factor by which a rate may differ from the last one known without confirmation."""


@operation("exhibitors.exchange_rate.set")
def set_exchange_rate(
    currency: str,
    on_date: date,
    usd_per_unit: Decimal,
    *,
    source: str,
    is_unusual: bool = False,
    actor: Actor,
    at: datetime,
) -> ExchangeRate:
    """Enter the value of one unit of a currency in US dollars on a day.

    A rate that is far from the last one known, or the first one of its currency, is refused (`unusual_rate`) unless the
    actor confirms with `is_unusual` that it is correct.
    """
    require("exhibitors.set_exchange_rate", actor)
    if currency == DOLLARS:
        raise Invalid(_("Amounts in US dollars need no exchange rate."), code="no_rate_needed", field="currency")
    edition = current_edition(at)
    if on_date > day_of(at, edition.zone if edition else get_default_timezone()):
        raise Invalid(_("This date is in the future."), code="day_to_come", field="on_date")
    lock_topic(f"exchange rates {currency}")
    rate = ExchangeRate(
        currency=currency,
        on_date=on_date,
        usd_per_unit=usd_per_unit,
        source=source.strip(),
        set_by=person_of(actor),
        set_at=at,
    )
    require_valid(rate, exclude=["corrects"])
    if ExchangeRate.objects.filter(currency=currency, on_date=on_date).exists():
        raise DomainError(
            _("There is already a rate for this currency on this day. Correct that one."),
            code="exchange_rate_once_a_day",
            field="on_date",
        )
    _require_usual(rate, is_unusual=is_unusual)
    rate.save()
    return rate


@operation("exhibitors.exchange_rate.corrected")
def correct_exchange_rate(
    rate_id: int,
    usd_per_unit: Decimal,
    *,
    source: str,
    reason: str,
    is_unusual: bool = False,
    actor: Actor,
    at: datetime,
) -> ExchangeRate:
    """Replace a wrong rate with another one. The wrong rate is kept, and so are the deals counted by it.

    Only `recount_deal` counts those deals again.
    """
    require("exhibitors.set_exchange_rate", actor)
    wrong = ExchangeRate.objects.filter(pk=rate_id).first()
    if wrong is None:
        raise NotFound(_("Exchange rate not found."), code="not_found")
    lock_topic(f"exchange rates {wrong.currency}")
    if ExchangeRate.objects.filter(corrects=wrong).exists():
        raise DomainError(
            _(
                "This rate has been corrected since you opened the page. Check the new rate before you "
                "correct it again."
            ),
            code="changed_meanwhile",
        )
    if not reason.strip():
        raise Invalid(_("State why the rate is being corrected."), code="reason_missing", field="reason")
    if usd_per_unit == wrong.usd_per_unit and source.strip() == wrong.source:
        raise Invalid(_("This is already the current rate."), code="nothing_changed", field="usd_per_unit")
    rate = ExchangeRate(
        currency=wrong.currency,
        on_date=wrong.on_date,
        usd_per_unit=usd_per_unit,
        source=source.strip(),
        set_by=person_of(actor),
        set_at=at,
        corrects=wrong,
        reason=reason.strip(),
    )
    require_valid(rate, exclude=["corrects"])
    _require_usual(rate, is_unusual=is_unusual)
    rate.save()
    return rate


def _require_usual(rate: ExchangeRate, *, is_unusual: bool) -> None:
    """Compare a rate with the nearest other one, not with the one that it corrects.

    Raise `Invalid` (`unusual_rate`).
    """
    known = nearest_rate(rate.currency, rate.on_date, besides=rate.corrects)
    worth = rate.usd_per_unit
    if is_unusual or (
        known is not None and known.usd_per_unit / USUAL_FACTOR <= worth <= known.usd_per_unit * USUAL_FACTOR
    ):
        return
    if known is None:
        raise Invalid(
            _("There is no other %(currency)s rate to compare with. Check this rate against its source and confirm it.")
            % {"currency": rate.currency},
            code="unusual_rate",
            field="is_unusual",
        )
    raise Invalid(
        _("On %(day)s one %(currency)s was worth %(rate)s US$. Check this rate against its source and confirm it.")
        % {
            "day": day_words(known.on_date),
            "currency": known.currency,
            "rate": f"{known.usd_per_unit.normalize():f}",
        },
        code="unusual_rate",
        field="is_unusual",
    )

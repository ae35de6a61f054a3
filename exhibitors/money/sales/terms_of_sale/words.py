"""Terms of sale in the reader's language."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.wording import day_words
from ciie.web.templatetags.interface import figure, money
from exhibitors.money.sales.states import DueAfter, ShareOf
from exhibitors.money.sales.terms_of_sale.cancellation import CancellationTerm
from exhibitors.money.sales.terms_of_sale.dunning import DunningLevel
from exhibitors.money.sales.terms_of_sale.schedule import ScheduleTerm


def share_words(term: ScheduleTerm, currency: str) -> str:
    """Return the share in words, such as `30%`, `CNY 10,000.00` or `the rest`."""
    if term.share == ShareOf.REST or term.value is None:
        return _("the rest")
    return percent_words(term.value) if term.share == ShareOf.PERCENT else money(term.value, currency)


def percent_words(percent: Decimal) -> str:
    return _("%(percent)s%%") % {"percent": figure(percent.normalize())}


def due_words(term: ScheduleTerm) -> str:
    """Return when a part is due in words, such as `on 1 July 2027` or `7 business days after acceptance`."""
    if term.day is not None:
        return _("on %(day)s") % {"day": day_words(term.day)}
    if term.days == 0:
        return {
            DueAfter.APPROVAL: _("at approval"),
            DueAfter.ACCEPTANCE: _("at acceptance of the offer"),
            DueAfter.SIGNATURE: _("at signature"),
            DueAfter.BEFORE_OPENING: _("when the expo opens"),
        }[term.after]
    return {
        DueAfter.APPROVAL: _("%(days)s after approval"),
        DueAfter.ACCEPTANCE: _("%(days)s after acceptance of the offer"),
        DueAfter.SIGNATURE: _("%(days)s after signature"),
        DueAfter.BEFORE_OPENING: _("%(days)s before the expo opens"),
    }[term.after] % {"days": days_words(term.days, in_business_days=term.in_business_days)}


def days_words(days: int, *, in_business_days: bool) -> str:
    if in_business_days:
        return ngettext("%(days)d business day", "%(days)d business days", days) % {"days": days}
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def until_words(term: CancellationTerm) -> str:
    """Return `until 30 June 2027`, `until 90 days before the expo opens`, or `afterwards`."""
    if term.until is not None:
        return _("until %(day)s") % {"day": day_words(term.until)}
    if term.days_before is None:
        return _("afterwards")
    return _("until %(days)s before the expo opens") % {"days": days_words(term.days_before, in_business_days=False)}


def late_words(level: DunningLevel) -> str:
    days = days_words(level.days_late, in_business_days=level.in_business_days)
    return _("%(days)s after the due date") % {"days": days}

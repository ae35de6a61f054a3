"""What an edition can take over from another one: what is there, and why a part cannot be taken over."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ciie.kernel.errors import Sentence
from ciie.kernel.wording import area_words, day_words, figure_words, list_words, side_by_side
from exhibitors.bookings.questions.models import Question
from exhibitors.money.invoices.models import InvoiceSeries, Seller, TaxRule
from exhibitors.money.payments.models import LedgerCodes, TreatmentCodes
from exhibitors.money.sales.models.settings import SalesSettings
from exhibitors.money.sales.states import DueAfter, ShareOf
from exhibitors.office.new_editions.states import EditionPart
from exhibitors.pricing.models import RateCard
from exhibitors.pricing.terms.models import EditionTerms
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.national.national_pavilions.models.national_pavilion import StageDeadline
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.states import PlanState

NOTES: Mapping[EditionPart, Sentence] = {
    EditionPart.CAPACITIES: gettext_lazy("The same m² for each sector, and nothing claimed."),
    EditionPart.PLANS: gettext_lazy("As drafts, for you to publish. Booths that are withheld remain so."),
    EditionPart.AREAS: gettext_lazy("Not public until you choose their booths."),
    EditionPart.DEADLINES: gettext_lazy("The others are the usual days before the opening."),
    EditionPart.PRICES: gettext_lazy("As a draft. You enter its day when you publish it. Days in its rules are moved."),
    EditionPart.TERMS: gettext_lazy("As a draft. Check the dates and amounts in the text: they remain as they are."),
    EditionPart.SALES: gettext_lazy("With the calendar of public holidays, but without single days off."),
    EditionPart.SCHEDULE: gettext_lazy("Periods remain, days are moved."),
    EditionPart.REMINDERS: gettext_lazy("With their fees."),
    EditionPart.CANCELLATION: gettext_lazy("Periods remain, days are moved."),
    EditionPart.SELLER: gettext_lazy("With bank details, venue and exchange rate, but with a prefix of its own."),
    EditionPart.TAXES: gettext_lazy("Days from which a law applies remain as they are."),
    EditionPart.BOOKKEEPING: gettext_lazy("Debtors get new numbers."),
    EditionPart.QUESTIONS: gettext_lazy("Without answers. Due dates are moved."),
    EditionPart.SENDER: gettext_lazy("Name and reply address of the edition’s emails."),
}
DAYS = 7
HERE = gettext_lazy("This edition already has its own.")
OTHER_CURRENCY = gettext_lazy("Its amounts are in %(currency)s, the currency of the other edition.")
OF_SALES = (
    *("uses_contracts", "signing_days", "confirmed_by", "issues_invoices", "invoice_days", "refund_days"),
    *("releases", "notice_after", "release_after", "country"),
)
"""The sales settings that are taken over. Single days off and working days belong to one year."""
NOT_OF_SELLER = {"id", "edition", "prefix", "bank_approval", "revision"}
OF_SELLER = tuple(field.name for field in Seller._meta.concrete_fields if field.name not in NOT_OF_SELLER)
BANK_DETAILS = ("bank_name", "account", "bic")


@dataclass(frozen=True)
class Takeover:
    """From which edition another one is filled, and by how many weeks dates are moved."""

    source: Edition
    target: Edition
    weeks: int

    def moved(self, day: date) -> date:
        return day + timedelta(weeks=self.weeks)

    def moved_or_none(self, day: date | None) -> date | None:
        return None if day is None else self.moved(day)


@dataclass(frozen=True)
class Offered:
    """A part, what of it would be taken over, in words, and otherwise the reason why it cannot be."""

    part: EditionPart
    words: str = ""
    refusal: str = ""

    @property
    def note(self) -> Sentence:
        """What happens to the part in the new edition, and what of it is left out."""
        return NOTES[self.part]


def weeks_between(source: Edition, target: Edition) -> int:
    """Return the distance of the two opening days in whole weeks, rounded, so that days of the week stay the same."""
    return round((target.opens_date - source.opens_date).days / DAYS)


def usual_source(target: Edition) -> Edition | None:
    """Return the newest other edition, or None if there is none."""
    return other_editions(target).first()


def other_editions(target: Edition) -> QuerySet[Edition]:
    return Edition.objects.exclude(pk=target.pk).order_by("-number")


def free_prefix(source: Edition, target: Edition) -> str:
    """Return a prefix of invoice numbers for the new edition: that of the other one, with its own number.

    It is empty where no such prefix is free.
    """
    seller = Seller.objects.filter(edition=source).first()
    if seller is None:
        return ""
    found = seller.prefix.replace(str(source.number), str(target.number))
    taken = any(rows.filter(prefix=found).exists() for rows in (Seller.objects, InvoiceSeries.objects))
    return "" if taken else found


def offered(takeover: Takeover) -> list[Offered]:
    """Return all parts in order."""
    return [_offered(part, takeover) for part in EditionPart]


def _offered(part: EditionPart, takeover: Takeover) -> Offered:
    words, refusal = PARTS[part](takeover)
    if not words:
        return Offered(part, refusal=_("%(edition)s has none.") % {"edition": takeover.source})
    return Offered(part, words, str(refusal))


type Found = tuple[str, str]
"""What the source has in words, or an empty string, and why it cannot be taken over, or an empty string."""
NOTHING: Found = ("", "")


def _capacities(takeover: Takeover) -> Found:
    rows = Allotment.objects.filter(edition=takeover.source)
    found = rows.aggregate(halls=Count("hall", distinct=True), area=Sum("capacity_sqm"))
    if not found["halls"]:
        return NOTHING
    words = ngettext("%(halls)d hall with %(area)s m²", "%(halls)d halls with %(area)s m²", found["halls"])
    here = takeover.target.allotments.exists()
    return words % {"halls": found["halls"], "area": area_words(found["area"])}, _has(here)


def plans_of(source: Edition) -> QuerySet[FloorPlan]:
    """Return the published plans of an edition with their halls, in the order of halls."""
    rows = FloorPlan.objects.filter(edition=source, state=PlanState.PUBLISHED).select_related("hall")
    return rows.order_by("hall__position", "hall__name")


def _plans(takeover: Takeover) -> Found:
    plans = list(plans_of(takeover.source))
    if not plans:
        return NOTHING
    booths = Booth.objects.filter(plan__in=plans)
    withheld = booths.exclude(blocked_reason="").count()
    words = side_by_side(
        ngettext("the published plan of %(count)d hall", "the published plans of %(count)d halls", len(plans))
        % {"count": len(plans)},
        ngettext("%(count)s booth", "%(count)s booths", booths.count()) % {"count": figure_words(booths.count())},
        _("%(count)s of them withheld") % {"count": figure_words(withheld)} if withheld else "",
    )
    return words, _has(takeover.target.floor_plans.exists()) or _lacking_capacities(takeover, booths)


def _lacking_capacities(takeover: Takeover, booths: QuerySet[Booth]) -> str:
    """Return a sentence if the edition has capacities, but none for some of these booths."""
    here = set(takeover.target.allotments.values_list("hall", "section", "sector"))
    if not here:
        return ""
    place = ("allotment__hall__name", "allotment__hall", "allotment__section", "allotment__sector")
    needed = booths.order_by("allotment__hall__position", "allotment__hall__name").values_list(*place).distinct()
    halls = dict.fromkeys(name for name, *where in needed if tuple(where) not in here)
    if not halls:
        return ""
    return _("The capacities of this edition lack sectors of these halls: %(halls)s.") % {"halls": list_words(halls)}


def _areas(takeover: Takeover) -> Found:
    count = ThemedArea.objects.filter(edition=takeover.source).count()
    words = ngettext("%(count)d themed area without its booths", "%(count)d themed areas without their booths", count)
    return words % {"count": count} if count else "", _has(takeover.target.themed_areas.exists())


def _deadlines(takeover: Takeover) -> Found:
    days = StageDeadline.objects.filter(edition=takeover.source).order_by("due_date").values_list("due_date", flat=True)
    if not days:
        return NOTHING
    words = ngettext("%(count)d deadline, %(days)s", "%(count)d deadlines, %(days)s", len(days))
    said = words % {"count": len(days), "days": _moved_words(takeover, [days[0], *days[len(days) - 1 :]])}
    return said, _has(takeover.target.stage_deadlines.exists())


def card_to_copy(source: Edition) -> RateCard | None:
    """Return the newest published version of an edition's rate card, with its edition."""
    return RateCard.objects.published().filter(edition=source).select_related("edition").order_by("-version").first()


def _prices(takeover: Takeover) -> Found:
    card = card_to_copy(takeover.source)
    if card is None or card.effective_from is None:
        return NOTHING
    count = card.rules.count()
    words = ngettext("version %(version)d with %(count)d rule", "version %(version)d with %(count)d rules", count)
    in_force = _("in force from: %(days)s") % {"days": _moved_words(takeover, [card.effective_from])}
    said = side_by_side(words % {"version": card.version, "count": count}, in_force)
    return said, _has(takeover.target.rate_cards.exists()) or _other_currency(takeover)


def terms_to_copy(source: Edition) -> EditionTerms | None:
    """Return the newest published version of an edition's terms."""
    return EditionTerms.objects.published().filter(edition=source).order_by("-version").first()


def _terms(takeover: Takeover) -> Found:
    terms = terms_to_copy(takeover.source)
    if terms is None:
        return NOTHING
    return _("version %(version)d") % {"version": terms.version}, _has(takeover.target.terms.exists())


def sales_of(edition: Edition) -> SalesSettings:
    """Return the sales settings of an edition, or new ones if there are none."""
    return SalesSettings.objects.filter(edition=edition).first() or SalesSettings(edition=edition)


def _differs(settings: SalesSettings) -> bool:
    """Return whether anything differs from what an edition without settings has."""
    usual = SalesSettings()
    return any(getattr(settings, name) != getattr(usual, name) for name in OF_SALES)


def _sales(takeover: Takeover) -> Found:
    settings = sales_of(takeover.source)
    if not _differs(settings):
        return NOTHING
    words = side_by_side(
        _("with contracts") if settings.uses_contracts else _("without contracts"),
        _("confirmed by: %(event)s") % {"event": settings.get_confirmed_by_display()},
    )
    return words, _has(_differs(sales_of(takeover.target)))


def _schedule(takeover: Takeover) -> Found:
    settings = sales_of(takeover.source)
    terms = settings.schedule_terms
    if not terms:
        return NOTHING
    refusal = _has(bool(sales_of(takeover.target).schedule))
    after = {term.after for term in terms}
    if not refusal and after & {DueAfter.ACCEPTANCE, DueAfter.SIGNATURE} and not takeover.target.goes_by_offer:
        refusal = _("Parts are due after acceptance or signature, and this edition works without offers.")
    if not refusal and any(term.share == ShareOf.AMOUNT for term in terms):
        refusal = _other_currency(takeover)
    words = ngettext("%(count)d part", "%(count)d parts", len(terms)) % {"count": len(terms)}
    days = [term.day for term in terms if term.day is not None]
    return side_by_side(words, _moved_words(takeover, days)), refusal


def _reminders(takeover: Takeover) -> Found:
    levels = sales_of(takeover.source).dunning_levels
    refusal = _has(bool(sales_of(takeover.target).levels))
    if not refusal and any(level.fee is not None for level in levels):
        refusal = _other_currency(takeover)
    words = ngettext("%(count)d reminder", "%(count)d reminders", len(levels)) % {"count": len(levels)}
    return words if levels else "", refusal


def _cancellation(takeover: Takeover) -> Found:
    terms = sales_of(takeover.source).cancellation_terms
    words = ngettext("%(count)d row", "%(count)d rows", len(terms)) % {"count": len(terms)}
    days = [term.until for term in terms if term.until is not None]
    said = side_by_side(words, _moved_words(takeover, days)) if terms else ""
    return said, _has(bool(sales_of(takeover.target).cancellation))


def _seller(takeover: Takeover) -> Found:
    seller = Seller.objects.filter(edition=takeover.source).first()
    if seller is None:
        return NOTHING
    refusal = _has(Seller.objects.filter(edition=takeover.target).exists())
    if not refusal and seller.tax_currency:
        refusal = _other_currency(takeover)
    return side_by_side(seller.name, _("account %(account)s") % {"account": seller.account}), refusal


def needs_second_person(source: Edition) -> bool:
    """Return whether the bank details of the seller differ from those of the latest edition with a seller.

    A second person must then agree to them.
    """
    seller = Seller.objects.filter(edition=source).values(*BANK_DETAILS).first()
    latest = Seller.objects.order_by("-edition__opens_date").values(*BANK_DETAILS).first()
    return seller is not None and seller != latest


def _taxes(takeover: Takeover) -> Found:
    count = TaxRule.objects.filter(edition=takeover.source).count()
    words = ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}
    return words if count else "", _has(takeover.target.tax_rules.exists())


def _bookkeeping(takeover: Takeover) -> Found:
    if not LedgerCodes.objects.filter(edition=takeover.source).exists():
        return NOTHING
    count = TreatmentCodes.objects.filter(edition=takeover.source).count()
    treatments = ngettext("%(count)d tax treatment", "%(count)d tax treatments", count) % {"count": count}
    words = side_by_side(_("the accounts of the journal"), treatments if count else "")
    return words, _has(LedgerCodes.objects.filter(edition=takeover.target).exists())


def questions_to_copy(source: Edition) -> QuerySet[Question]:
    return Question.objects.filter(edition=source, withdrawn_at=None).order_by("pk")


def _questions(takeover: Takeover) -> Found:
    asked = list(questions_to_copy(takeover.source))
    words = ngettext("%(count)d question", "%(count)d questions", len(asked)) % {"count": len(asked)}
    days = sorted(each.due_date for each in asked if each.due_date is not None)
    said = side_by_side(words, _moved_words(takeover, [*days[:1], *days[1:][-1:]])) if asked else ""
    return said, _has(takeover.target.questions.exists())


def _sender(takeover: Takeover) -> Found:
    source, target = takeover.source, takeover.target
    return side_by_side(source.sender_name, source.reply_to), _has(bool(target.sender_name or target.reply_to))


PARTS: Mapping[EditionPart, Callable[[Takeover], Found]] = {
    EditionPart.CAPACITIES: _capacities,
    EditionPart.PLANS: _plans,
    EditionPart.AREAS: _areas,
    EditionPart.DEADLINES: _deadlines,
    EditionPart.PRICES: _prices,
    EditionPart.TERMS: _terms,
    EditionPart.SALES: _sales,
    EditionPart.SCHEDULE: _schedule,
    EditionPart.REMINDERS: _reminders,
    EditionPart.CANCELLATION: _cancellation,
    EditionPart.SELLER: _seller,
    EditionPart.TAXES: _taxes,
    EditionPart.BOOKKEEPING: _bookkeeping,
    EditionPart.QUESTIONS: _questions,
    EditionPart.SENDER: _sender,
}


def _has(is_here: bool) -> str:
    return str(HERE) if is_here else ""


def _other_currency(takeover: Takeover) -> str:
    if takeover.source.currency == takeover.target.currency:
        return ""
    return str(OTHER_CURRENCY % {"currency": takeover.source.currency})


def _moved_words(takeover: Takeover, days: Collection[date]) -> str:
    """Return each day and what becomes of it, as in `5 November 2024 → 4 November 2025`."""
    return side_by_side(*(f"{day_words(day)} → {day_words(takeover.moved(day))}" for day in dict.fromkeys(days)))

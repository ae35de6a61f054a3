"""Fill a new edition with parts of another one, all or nothing."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import Busy, DomainError, Invalid, NotAllowed
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.wording import labelled
from exhibitors.bookings.questions.operations import Terms, ask_question
from exhibitors.bookings.questions.states import QuestionKind
from exhibitors.money.invoices.models import Seller, TaxRule
from exhibitors.money.invoices.operations.settings import add_tax_rule, set_seller
from exhibitors.money.payments.bookkeeping import TreatmentNumbers
from exhibitors.money.payments.models import LedgerCodes, TreatmentCodes
from exhibitors.money.payments.operations.bookkeeping import set_ledger_codes
from exhibitors.money.sales.operations.settings import (
    change_sales_settings,
    lock_sales,
    set_cancellation,
    set_dunning,
    set_schedule,
)
from exhibitors.office.new_editions.queries import (
    OF_SALES,
    OF_SELLER,
    Takeover,
    card_to_copy,
    offered,
    plans_of,
    questions_to_copy,
    sales_of,
    terms_to_copy,
)
from exhibitors.office.new_editions.states import EditionPart
from exhibitors.pricing.models import RULE_FIELDS
from exhibitors.pricing.operations import draft_rate_card, replace_rules
from exhibitors.pricing.terms.operations import change_terms, draft_terms
from pavilions.floor.editions.operations.capacities import take_over_capacities
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import StageDeadline
from pavilions.national.national_pavilions.operations.national_pavilions import set_stage_deadlines
from pavilions.plans.drafts.operations.drafts import take_over_plan
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.plans.themed_areas.operations import AreaTerms, add_area
from pavilions.states import EditionStatus, PavilionStage, Section
from pavilions.texts.mail_texts.operations import set_edition_sender

NO_EDITION = gettext_lazy("Edition not found.")
OF_TAXES = tuple(
    field.name for field in TaxRule._meta.concrete_fields if field.name not in {"id", "edition", "position", "revision"}
)
OF_AREAS = ("name", "name_zh", "host_name", "host_name_zh", "text", "text_zh")
OF_QUESTIONS = ("text_en", "text_zh", "choices_en", "choices_zh", "is_required", "booth_kind")


@dataclass(frozen=True)
class Copying(Takeover):
    """A takeover under way. `prefix` is that of the new edition's invoice numbers; `act` says who acts, and when."""

    prefix: str
    act: Mapping[str, Any]


@operation("exhibitors.edition.taken_over")
def take_over(
    edition_id: int,
    source_id: int,
    parts: Collection[str],
    *,
    weeks: int,
    prefix: str = "",
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Edition:
    """Fill an edition in planning with these `EditionPart`s of another one, whose dates are moved by whole weeks.

    Nothing that the edition has is changed, and nothing is published. If one part is refused, all are undone: the
    refusal names the part. Raise `DomainError` (`edition_archived`, `edition_not_in_planning`, `part_unavailable`) and
    `Invalid` (`same_edition`, `parts_missing`).
    """
    require("pavilions.run_edition", actor)
    lock_sales(edition_id)  # before the edition, as the settings' own operations do
    target = lock_one(Edition.objects.all(), edition_id, missing=NO_EDITION)
    require_seen(target, seen)
    _require_planning(target)
    source = Edition.objects.filter(pk=source_id).first()
    if source is None or source == target:
        raise Invalid(_("Choose another edition to take over from."), code="same_edition", field="source")
    chosen = [part for part in EditionPart if part in parts]
    if not chosen:
        raise Invalid(_("Choose at least one part."), code="parts_missing", field="parts")
    copying = Copying(source, target, weeks, prefix, {"actor": actor, "at": at})
    refused = {each.part: each.refusal for each in offered(copying) if each.refusal}
    for part in chosen:
        if part in refused:
            raise DomainError(labelled(capfirst(part.label), refused[part]), code="part_unavailable", field="parts")
        _copy(part, COPY[part], copying)
    if EditionPart.SALES in chosen:
        _copy(EditionPart.SALES, _copy_confirmation, copying)
    return target


def _require_planning(target: Edition) -> None:
    if target.status == EditionStatus.ARCHIVED:
        raise DomainError(_("An archived edition cannot be changed."), code="edition_archived")
    if target.status != EditionStatus.PLANNING:
        raise DomainError(
            _("Only an edition in planning can take over parts of another one."), code="edition_not_in_planning"
        )


def _copy(part: EditionPart, copy: Callable[[Copying], None], copying: Copying) -> None:
    """Copy a part. The refusal of its operation names the part, and its field if the form has it."""
    try:
        copy(copying)
    except (Busy, NotAllowed):
        raise
    except DomainError as refusal:
        field = "invoice_prefix" if refusal.field == "prefix" else "parts"
        raise DomainError(
            labelled(capfirst(part.label), refusal), code=refusal.code, field=field, details=refusal.details
        ) from refusal


def _copy_capacities(copying: Copying) -> None:
    take_over_capacities(copying.target.pk, copying.source.pk, **copying.act)


def _copy_plans(copying: Copying) -> None:
    for plan in sorted(plans_of(copying.source), key=lambda plan: plan.hall_id):  # the order of locks on halls
        take_over_plan(copying.target.pk, plan.pk, **copying.act)


def _copy_areas(copying: Copying) -> None:
    for area in ThemedArea.objects.filter(edition=copying.source).order_by("pk"):
        texts = {name: getattr(area, name) for name in OF_AREAS}
        terms = AreaTerms(section=Section(area.section), host_country=str(area.host_country), **texts)
        add_area(copying.target.pk, terms, **copying.act)


def _copy_deadlines(copying: Copying) -> None:
    rows = StageDeadline.objects.filter(edition=copying.source).values_list("stage", "due_date")
    days = {PavilionStage(stage): copying.moved(due_date) for stage, due_date in rows}
    set_stage_deadlines(copying.target.pk, days, **copying.act)


def _copy_prices(copying: Copying) -> None:
    original = card_to_copy(copying.source)
    if original is None:
        return
    rules = [
        {name: getattr(rule, name) for name in RULE_FIELDS}
        | {"day_from": copying.moved_or_none(rule.day_from), "day_to": copying.moved_or_none(rule.day_to)}
        for rule in original.rules.order_by("position")
    ]
    draft = draft_rate_card(copying.target.pk, **copying.act)
    replace_rules(draft.pk, rules, **copying.act)


def _copy_terms(copying: Copying) -> None:
    original = terms_to_copy(copying.source)
    if original is None:
        return
    draft = draft_terms(copying.target.pk, **copying.act)
    change_terms(draft.pk, text=original.text, text_zh=original.text_zh, **copying.act)


def _copy_sales(copying: Copying) -> None:
    """Copy the settings but what confirms bookings, which may need a deposit in the schedule."""
    settings = sales_of(copying.source)
    values = {name: getattr(settings, name) for name in OF_SALES if name != "confirmed_by"}
    change_sales_settings(copying.target.pk, values, **copying.act)


def _copy_confirmation(copying: Copying) -> None:
    confirmed_by = sales_of(copying.source).confirmed_by
    change_sales_settings(copying.target.pk, {"confirmed_by": confirmed_by}, **copying.act)


def _copy_schedule(copying: Copying) -> None:
    terms = [replace(term, day=copying.moved_or_none(term.day)) for term in sales_of(copying.source).schedule_terms]
    set_schedule(copying.target.pk, terms, **copying.act)


def _copy_reminders(copying: Copying) -> None:
    set_dunning(copying.target.pk, sales_of(copying.source).dunning_levels, **copying.act)


def _copy_cancellation(copying: Copying) -> None:
    terms = [
        replace(term, until=copying.moved_or_none(term.until)) for term in sales_of(copying.source).cancellation_terms
    ]
    set_cancellation(copying.target.pk, terms, **copying.act)


def _copy_seller(copying: Copying) -> None:
    seller = Seller.objects.get(edition=copying.source)
    values = {name: getattr(seller, name) for name in OF_SELLER}
    reason = _("Taken over from %(edition)s.") % {"edition": copying.source}
    set_seller(copying.target.pk, values | {"prefix": copying.prefix}, bank_reason=reason, seen=0, **copying.act)


def _copy_taxes(copying: Copying) -> None:
    for rule in TaxRule.objects.filter(edition=copying.source).order_by("position"):
        add_tax_rule(copying.target.pk, {name: getattr(rule, name) for name in OF_TAXES}, **copying.act)


def _copy_bookkeeping(copying: Copying) -> None:
    codes = LedgerCodes.objects.get(edition=copying.source)
    treatments = {
        (each.category, each.rate): TreatmentNumbers(each.revenue, each.advance, each.key)
        for each in TreatmentCodes.objects.filter(edition=copying.source).order_by("pk")
    }
    others = {name: getattr(codes, name) for name in ("chart", "damages", "first_debtor", "consultant", "client")}
    set_ledger_codes(copying.target.pk, numbers=codes.numbers, treatments=treatments, **others, seen=0, **copying.act)


def _copy_questions(copying: Copying) -> None:
    for question in questions_to_copy(copying.source):
        values = {name: getattr(question, name) for name in OF_QUESTIONS}
        due = copying.moved_or_none(question.due_date)
        terms = Terms(kind=QuestionKind(question.kind), due_date=due, **values)
        ask_question(copying.target.pk, terms, **copying.act)


def _copy_sender(copying: Copying) -> None:
    source = copying.source
    set_edition_sender(copying.target.pk, name=source.sender_name, reply_to=source.reply_to, **copying.act)


COPY: Mapping[EditionPart, Callable[[Copying], None]] = {
    EditionPart.CAPACITIES: _copy_capacities,
    EditionPart.PLANS: _copy_plans,
    EditionPart.AREAS: _copy_areas,
    EditionPart.DEADLINES: _copy_deadlines,
    EditionPart.PRICES: _copy_prices,
    EditionPart.TERMS: _copy_terms,
    EditionPart.SALES: _copy_sales,
    EditionPart.SCHEDULE: _copy_schedule,
    EditionPart.REMINDERS: _copy_reminders,
    EditionPart.CANCELLATION: _copy_cancellation,
    EditionPart.SELLER: _copy_seller,
    EditionPart.TAXES: _copy_taxes,
    EditionPart.BOOKKEEPING: _copy_bookkeeping,
    EditionPart.QUESTIONS: _copy_questions,
    EditionPart.SENDER: _copy_sender,
}

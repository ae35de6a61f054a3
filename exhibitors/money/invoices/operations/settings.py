"""Operations on the seller and the tax table of an edition. Drafts are taxed again after each change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound, Sentence
from ciie.kernel.locking import lock_keys, lock_one, require_seen, require_seen_revision
from ciie.kernel.validity import require_valid
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.operations import propose
from exhibitors.money.approvals.queries import Act, register_act
from exhibitors.money.approvals.states import ApprovalAct
from exhibitors.money.invoices.documents.einvoice import has_einvoices
from exhibitors.money.invoices.models import Invoice, InvoiceSeries, Seller, TaxRule
from exhibitors.money.invoices.operations.drafts import redecide, require_address_kind
from exhibitors.money.invoices.queries.taxes import tax_id_complaint
from exhibitors.money.invoices.starter_taxes import STARTERS
from exhibitors.money.invoices.states import NEEDS_LEGEND, BuyerPlace, TaxCategory
from pavilions.floor.models.edition import Edition

BANK_DETAILS = ("bank_name", "account", "bic")
NO_EDITION = _("Edition not found.")
NO_RULE = _("Tax rule not found.")
WHY_COUNTRY = _("Choose a country or region for “in one country”, and only for that.")
WHY_RATE = _("Category S has a rate above 0, all others have a rate of 0.")
WHY_LEGEND = _("An invoice without tax must say why: enter the wording in both languages.")
NO_LEGEND = _("Categories S and Z have no wording: e-invoices with one are refused.")


@operation("exhibitors.seller.set")
def set_seller(
    edition_id: int,
    terms: Mapping[str, Any],
    *,
    bank_reason: str = "",
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Seller:
    """Add or change the seller of an edition. `terms` are fields of `Seller`; `seen` is 0 if there was none.

    Bank details that differ from those in force (the seller's own, or else those of the latest edition with a seller)
    are proposed with `bank_reason` and take effect once a second person agrees; everything else takes effect at once.
    """
    _lock_edition(edition_id, actor)
    seller = Seller.objects.filter(edition=edition_id).first()
    require_seen(seller, seen)
    seller = seller or Seller(edition_id=edition_id)
    for name, value in terms.items():
        setattr(seller, name, value.strip() if isinstance(value, str) else value)
    require_valid(seller, exclude=["edition"])
    if complaint := tax_id_complaint(seller.tax_id, str(seller.country)):
        raise Invalid(complaint, code="tax_id_invalid", field="tax_id")
    require_address_kind(seller)
    if seller.tax_currency and not (seller.exchange_rate and seller.exchange_rate_date):
        raise Invalid(
            _("Enter the exchange rate of the currency of the tax, and its day."),
            code="seller_tax_currency_has_rate",
            field="exchange_rate",
        )
    if seller.makes_einvoices and not has_einvoices():
        raise Invalid(
            _("E-invoices need software that is not installed here: add the extra “einvoice”."),
            code="einvoices_not_installed",
            field="makes_einvoices",
        )
    taken = (
        model.objects.filter(prefix=seller.prefix).exclude(edition=edition_id) for model in (Seller, InvoiceSeries)
    )
    if any(rows.exists() for rows in taken):
        raise Invalid(
            _("Another edition already uses this prefix for its invoices."), code="prefix_taken", field="prefix"
        )
    wanted, kept = _bank_details(seller), _bank_details_in_force(seller)
    if kept is None or wanted == kept:
        seller.save()
    else:
        _propose_bank_details(seller, wanted, kept, reason=bank_reason, actor=actor, at=at)
    redecide(Invoice.objects.filter(edition=edition_id), at=at)
    return seller


def _bank_details(seller: Seller) -> dict[str, str]:
    return {name: getattr(seller, name) for name in BANK_DETAILS}


def _bank_details_in_force(seller: Seller) -> dict[str, str] | None:
    """Return the bank details of a seller, or for a new seller those of the latest edition that has one."""
    rows = Seller.objects.filter(pk=seller.pk) if seller.pk else Seller.objects.order_by("-edition__opens_date")
    found: dict[str, str] | None = rows.values(*BANK_DETAILS).first()
    return found


def _propose_bank_details(
    seller: Seller, wanted: dict[str, str], kept: dict[str, str], *, reason: str, actor: Actor, at: datetime
) -> None:
    """Save the seller with the bank details in force, and propose the others."""
    if not reason.strip():
        raise Invalid(
            _("Give a reason for the other bank details; another person must agree to them."),
            code="reason_missing",
            field="bank_reason",
        )
    for name, value in kept.items():
        setattr(seller, name, value)
    seller.save()
    propose(
        ApprovalAct.BANK_DETAILS,
        edition_id=seller.edition_id,
        subject=seller.pk,
        terms={"seller": seller.name, "wanted": wanted, "kept": kept},
        reason=reason,
        actor=actor,
        at=at,
    )


def _set_bank_details(approval: Approval, _actor: Actor, at: datetime) -> None:
    """Give the seller the bank details that were agreed to. Invoices that are issued from now on carry them."""
    lock_keys(Edition, [approval.edition_id])
    seller = lock_one(Seller.objects.all(), approval.subject, missing=NO_EDITION)
    if any(getattr(seller, name) != value for name, value in approval.terms["kept"].items()):
        raise DomainError(
            _("The bank details have been changed since this was proposed. Propose them again."),
            code="changed_meanwhile",
        )
    for name, value in approval.terms["wanted"].items():
        setattr(seller, name, value)
    seller.bank_approval = approval
    require_valid(seller, exclude=["edition", "bank_approval"])
    seller.save()


def _bank_words(approval: Approval) -> list[Sentence]:
    said = approval.terms
    lines = [
        _("%(bank)s, account %(account)s, BIC %(bic)s")
        % {"bank": each["bank_name"] or "–", "account": each["account"], "bic": each["bic"] or "–"}
        for each in (said["wanted"], said["kept"])
    ]
    return [
        _("New bank details of the seller %(seller)s.") % {"seller": said["seller"]},
        _("From now on: %(details)s.") % {"details": lines[0]},
        _("Until now: %(details)s.") % {"details": lines[1]},
    ]


@operation("exhibitors.tax_rule.added")
def add_tax_rule(
    edition_id: int, terms: Mapping[str, Any], *, seen: int | None = None, actor: Actor, at: datetime
) -> TaxRule:
    """Add a row at the end of the tax table. `seen` is the number of rows that the user saw."""
    _lock_edition(edition_id, actor)
    rows = TaxRule.objects.filter(edition=edition_id)
    require_seen_revision(rows.count(), seen)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    rule = TaxRule(edition_id=edition_id, position=last + 1, **terms)
    _require_sound(rule)
    rule.save()
    redecide(Invoice.objects.filter(edition=edition_id), at=at)
    return rule


@operation("exhibitors.tax_rule.changed")
def change_tax_rule(
    rule_id: int, terms: Mapping[str, Any], *, seen: int | None = None, actor: Actor, at: datetime
) -> TaxRule:
    """Change a row. Issued invoices stay as they are."""
    rule = _lock_rule(rule_id, seen, actor)
    for name, value in terms.items():
        setattr(rule, name, value)
    _require_sound(rule)
    rule.save()
    redecide(Invoice.objects.filter(edition=rule.edition_id), at=at)
    return rule


@operation("exhibitors.tax_rule.moved")
def move_tax_rule(rule_id: int, *, up: bool, seen: int | None = None, actor: Actor, at: datetime) -> TaxRule:
    """Move a row one place up or down."""
    rule = _lock_rule(rule_id, seen, actor)
    rows = TaxRule.objects.filter(edition=rule.edition_id)
    if up:
        other = rows.filter(position__lt=rule.position).order_by("-position").first()
    else:
        other = rows.filter(position__gt=rule.position).order_by("position").first()
    if other is None:
        raise DomainError(_("The row cannot be moved any further."), code="tax_rule_outermost")
    rule.position, other.position = other.position, rule.position
    other.save(update_fields=["position"])
    rule.save(update_fields=["position"])
    redecide(Invoice.objects.filter(edition=rule.edition_id), at=at)
    return rule


@operation("exhibitors.tax_rule.removed")
def remove_tax_rule(rule_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Remove a row from the table."""
    rule = _lock_rule(rule_id, seen, actor)
    edition_id = rule.edition_id
    rule.delete()
    redecide(Invoice.objects.filter(edition=edition_id), at=at)


@operation("exhibitors.tax_rules.loaded")
def load_tax_rules(edition_id: int, starter: str, *, actor: Actor, at: datetime) -> list[TaxRule]:
    """Fill an empty table with the starter set that has this key. Raise `tax_table_not_empty` if it has rows."""
    _lock_edition(edition_id, actor)
    if starter not in STARTERS:
        raise NotFound(_("There is no such starter set."), code="not_found")
    if TaxRule.objects.filter(edition=edition_id).exists():
        raise DomainError(
            _("The tax table already has rows. Remove them before you load a starter set."), code="tax_table_not_empty"
        )
    rules = [
        TaxRule(edition_id=edition_id, position=place, **row)
        for place, row in enumerate(STARTERS[starter].rows, start=1)
    ]
    TaxRule.objects.bulk_create(rules)
    redecide(Invoice.objects.filter(edition=edition_id), at=at)
    return rules


def _lock_edition(edition_id: int, actor: Actor) -> None:
    """Lock an edition in place of its seller and tax table, so that rows are added one after another."""
    require("exhibitors.run_invoices", actor)
    lock_keys(Edition, [edition_id])
    if not Edition.objects.filter(pk=edition_id).exists():
        raise NotFound(NO_EDITION, code="not_found")


def _lock_rule(rule_id: int, seen: int | None, actor: Actor) -> TaxRule:
    """Lock a row after its edition, whose other rows may swap places with it."""
    edition_id = TaxRule.objects.filter(pk=rule_id).values_list("edition_id", flat=True).first()
    if edition_id is None:
        raise NotFound(NO_RULE, code="not_found")
    _lock_edition(edition_id, actor)
    rule = lock_one(TaxRule.objects.all(), rule_id, missing=NO_RULE)
    require_seen(rule, seen)
    return rule


def _require_sound(rule: TaxRule) -> None:
    for name in ("legend", "legend_zh", "source"):
        setattr(rule, name, getattr(rule, name).strip())
    require_valid(rule, exclude=["edition"])
    if (rule.category == TaxCategory.STANDARD) != (rule.rate > 0):
        raise Invalid(WHY_RATE, code="tax_rule_rate_fits_category", field="rate")
    for name in ("legend", "legend_zh"):
        if rule.category in NEEDS_LEGEND and not getattr(rule, name):
            raise Invalid(WHY_LEGEND, code="tax_rule_says_why", field=name)
        if rule.category not in NEEDS_LEGEND and getattr(rule, name):
            raise Invalid(NO_LEGEND, code="tax_rule_wording_only_without_tax", field=name)
    if (rule.buyer == BuyerPlace.COUNTRY) != bool(rule.country):
        raise Invalid(WHY_COUNTRY, code="tax_rule_names_country", field="country")


register_act(
    ApprovalAct.BANK_DETAILS,
    Act(
        permission="exhibitors.run_invoices",
        carry_out=_set_bank_details,
        words=_bank_words,
        page="organizer:seller",
        has_key=False,
    ),
)

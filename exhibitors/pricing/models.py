"""The versions of an edition's rate card, and their rules."""

from decimal import Decimal

import pghistory
import pgtrigger
from babel.numbers import get_currency_precision
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.bilingual import shown
from ciie.kernel.revisions import counts_revision, revision_field
from exhibitors.pricing.rate_cards import BASES, OF_COMPANIES, Basis, Conditions, Rule, RuleKind
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall, Sector
from pavilions.states import BoothKind, Section

MOST_PERCENT = 500
"""The highest percentage of a surcharge. A discount or a tax is at most 100 per cent."""
HUNDRED = 100
PERCENT_DECIMALS = 2
FEWEST_SIDES, MOST_SIDES = 1, 4
NOT_NEGATIVE = MinValueValidator(0, _("An amount cannot be below 0."))
BOTH_NAMES = _("Enter the name in both languages.")
FITTING_BASIS = _("A rule of this kind cannot be charged this way.")
NO_BASE = _(
    "Only surcharges, discounts and taxes can be a percentage; a price or a charge has nothing to take it from."
)
AT_MOST_ALL = _("A discount or a tax cannot be more than 100 per cent.")
AT_MOST_PERCENT = _("A surcharge cannot be more than 500 per cent.")


class RateCardQuerySet(models.QuerySet["RateCard"]):
    def published(self) -> "RateCardQuerySet":
        return self.filter(published_at__isnull=False)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["revision"])
class RateCard(models.Model):
    """One version of an edition's prices of space, in its currency. Once published it cannot be changed.

    On any day the newest version whose `effective_from` has been reached is in force. Changes of its rules also
    increase the revision of a draft.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="rate_cards", verbose_name=_("edition"))
    version = models.PositiveIntegerField(_("version"))
    effective_from = models.DateField(_("in force from"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    revision = revision_field()

    objects = RateCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("rate card")
        verbose_name_plural = _("rate cards")
        constraints = [
            models.UniqueConstraint(fields=["edition", "version"], name="rate_card_version_once"),
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(published_at__isnull=True),
                name="rate_card_one_draft",
                violation_error_message=_("There is already a draft of the rate card of this edition."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) ^ Q(effective_from__isnull=False),
                name="rate_card_published_from_a_day",
                violation_error_message=_("A published rate card has a day from which it is in force."),
            ),
        ]
        triggers = [
            counts_revision(),
            pgtrigger.Protect(
                name="published_rate_card_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__published_at__isnull=False)
                & (
                    pgtrigger.Q(old__version__df=pgtrigger.F("new__version"))
                    | pgtrigger.Q(old__edition__df=pgtrigger.F("new__edition"))
                    | pgtrigger.Q(old__effective_from__df=pgtrigger.F("new__effective_from"))
                    | pgtrigger.Q(old__published_at__df=pgtrigger.F("new__published_at"))
                ),
            ),
            pgtrigger.Protect(
                name="published_rate_card_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.version}"


def _fits_kind() -> Q:
    fits = Q()
    for kind, bases in BASES.items():
        fits |= Q(kind=kind, basis__in=bases)
    return fits


def _at_most(percent: int, *kinds: RuleKind) -> Q:
    return ~Q(kind__in=kinds) | ~Q(basis__in=[Basis.PERCENT, Basis.UPPER_DECK]) | Q(amount__lte=percent)


RULES_STAND = """
IF EXISTS (
    SELECT FROM exhibitors_ratecard
    WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.card_id ELSE NEW.card_id END AND published_at IS NOT NULL
) THEN
    RAISE EXCEPTION 'rules of a published rate card cannot be changed';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["revision"])
class RateRule(models.Model):
    """One rule of a rate card: what it adds or takes off, and the conditions under which it applies."""

    card = models.ForeignKey(RateCard, models.CASCADE, related_name="rules", verbose_name=_("rate card"))
    position = models.PositiveIntegerField(_("position"))
    kind = models.CharField(_("kind of rule"), max_length=20, choices=RuleKind)
    basis = models.CharField(_("charged"), max_length=20, choices=Basis)
    amount = models.DecimalField(_("amount or per cent"), max_digits=13, decimal_places=3, validators=[NOT_NEGATIVE])
    name = models.CharField(_("name in English"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=120)
    section = models.CharField(_("exhibition"), max_length=20, choices=Section, blank=True, default="")
    sector = models.ForeignKey(
        Sector, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("sector")
    )
    hall = models.ForeignKey(Hall, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("hall"))
    booth_kind = models.CharField(_("raw or shell"), max_length=10, choices=BoothKind, blank=True, default="")
    sides_from = models.PositiveSmallIntegerField(
        _("open sides from"),
        default=FEWEST_SIDES,
        validators=[MinValueValidator(FEWEST_SIDES), MaxValueValidator(MOST_SIDES)],
    )
    sides_to = models.PositiveSmallIntegerField(
        _("open sides to"),
        default=MOST_SIDES,
        validators=[MinValueValidator(FEWEST_SIDES), MaxValueValidator(MOST_SIDES)],
    )
    sqm_from = models.DecimalField(
        _("booths from (m²)"), max_digits=8, decimal_places=2, null=True, blank=True, validators=[NOT_NEGATIVE]
    )
    sqm_below = models.DecimalField(
        _("booths below (m²)"), max_digits=8, decimal_places=2, null=True, blank=True, validators=[NOT_NEGATIVE]
    )
    booking_sqm_from = models.DecimalField(
        _("bookings from (m²)"), max_digits=8, decimal_places=2, null=True, blank=True, validators=[NOT_NEGATIVE]
    )
    day_from = models.DateField(_("submitted from"), null=True, blank=True)
    day_to = models.DateField(_("submitted until"), null=True, blank=True)
    is_returning = models.BooleanField(_("returning exhibitors"), null=True, blank=True)
    is_small = models.BooleanField(_("small companies"), null=True, blank=True)
    min_sqm = models.DecimalField(
        _("charged as at least (m²)"), max_digits=8, decimal_places=2, null=True, blank=True, validators=[NOT_NEGATIVE]
    )
    whole_sqm = models.BooleanField(_("part of a m² is charged as a whole one"), default=False)
    at_most = models.DecimalField(
        _("at most"), max_digits=13, decimal_places=3, null=True, blank=True, validators=[NOT_NEGATIVE]
    )
    only_one_of = models.CharField(
        _("group"),
        max_length=40,
        blank=True,
        default="",
        help_text=_("Of the rules in a group, only the first that applies counts."),
    )
    of_remainder = models.BooleanField(
        _("of what is left after the discounts above"),
        default=False,
        help_text=_("Otherwise the percentage is taken from the full price."),
    )
    makes_package = models.BooleanField(
        _("makes the space a package"),
        default=False,
        db_default=False,
        help_text=_(
            "Tick it for a service such as a stand, power or furniture that turns bare space into a package for the "
            "tax table. Leave it blank for fees such as registration, catalogue or co-exhibitors: they are taxed as "
            "the space is."
        ),
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("rate rule")
        verbose_name_plural = _("rate rules")
        constraints = [
            models.UniqueConstraint(
                fields=["card", "position"],
                name="rate_rule_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & (Q(at_most__isnull=True) | Q(at_most__gte=0)),
                name="rate_rule_not_negative",
                violation_error_message=_("An amount cannot be below 0."),
            ),
            models.CheckConstraint(
                condition=_fits_kind(), name="rate_rule_basis_fits_kind", violation_error_message=FITTING_BASIS
            ),
            models.CheckConstraint(
                condition=_at_most(HUNDRED, RuleKind.DISCOUNT, RuleKind.TAX)
                & _at_most(MOST_PERCENT, RuleKind.SURCHARGE),
                name="rate_rule_percent_in_bounds",
                violation_error_message=AT_MOST_ALL,
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(name_zh=""),
                name="rate_rule_named_in_both_languages",
                violation_error_message=BOTH_NAMES,
            ),
            models.CheckConstraint(
                condition=Q(sides_from__gte=FEWEST_SIDES, sides_to__lte=MOST_SIDES, sides_from__lte=F("sides_to")),
                name="rate_rule_sides_in_order",
                violation_error_message=_("Open sides are 1 to 4, the lower number first."),
            ),
            models.CheckConstraint(
                condition=Q(sqm_from__isnull=True) | Q(sqm_below__isnull=True) | Q(sqm_from__lt=F("sqm_below")),
                name="rate_rule_sqm_in_order",
                violation_error_message=_("The smaller area comes first."),
            ),
            models.CheckConstraint(
                condition=Q(makes_package=False) | (Q(kind=RuleKind.CHARGE) & ~Q(basis__in=sorted(OF_COMPANIES))),
                name="rate_rule_package_is_a_charge",
                violation_error_message=_(
                    "Only a charge can make the space a package, and not one for companies on the stand."
                ),
            ),
            models.CheckConstraint(
                condition=Q(day_from__isnull=True) | Q(day_to__isnull=True) | Q(day_from__lte=F("day_to")),
                name="rate_rule_days_in_order",
                violation_error_message=_("The first day cannot come after the last."),
            ),
        ]
        triggers = [
            counts_revision(),
            pgtrigger.Trigger(
                name="rules_of_published_cards_stand",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=RULES_STAND,
            ),
        ]

    def __str__(self) -> str:
        return shown(self, "name")

    @property
    def is_percent(self) -> bool:
        return self.basis in {Basis.PERCENT, Basis.UPPER_DECK}

    def decimals_of(self, name: str) -> int:
        """Return how many decimals `amount` or `at_most` may have.

        A percentage has two, and money has those of the card's currency.
        """
        is_percent = name == "amount" and self.is_percent
        return PERCENT_DECIMALS if is_percent else get_currency_precision(self.card.edition.currency)

    def written(self, name: str) -> Decimal | None:
        """Return `amount` or `at_most` with as many decimals as it may have."""
        value: Decimal | None = getattr(self, name)
        return None if value is None else round(Decimal(value), self.decimals_of(name))

    def as_rule(self) -> Rule:
        """Return the rule as a plain value."""
        return Rule(
            key=self.pk or 0,
            kind=RuleKind(self.kind),
            basis=Basis(self.basis),
            amount=Decimal(self.amount),
            conditions=Conditions(
                section=Section(self.section) if self.section else None,
                sector_ids=frozenset([self.sector_id] if self.sector_id else ()),
                hall_ids=frozenset([self.hall_id] if self.hall_id else ()),
                kind=BoothKind(self.booth_kind) if self.booth_kind else None,
                sides_from=self.sides_from,
                sides_to=self.sides_to,
                sqm_from=self.sqm_from,
                sqm_below=self.sqm_below,
                booking_sqm_from=self.booking_sqm_from,
                day_from=self.day_from,
                day_to=self.day_to,
                is_returning=self.is_returning,
                is_small=self.is_small,
            ),
            min_sqm=self.min_sqm,
            whole_sqm=self.whole_sqm,
            at_most=self.at_most,
            only_one_of=self.only_one_of,
            of_remainder=self.of_remainder,
            makes_package=self.makes_package,
            name=self.name,
            name_zh=self.name_zh,
        )


RULE_FIELDS = tuple(
    field.name for field in RateRule._meta.concrete_fields if field.name not in {"id", "card", "position", "revision"}
)
"""The fields that make up the content of a rule."""

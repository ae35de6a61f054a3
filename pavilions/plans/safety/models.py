"""The rules of a venue, their choice for halls from a day on, and accepted exceptions."""

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.bilingual import shown
from ciie.kernel.revisions import counts_revision, revision_field
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall
from pavilions.plans.safety.states import Measure, Severity

REASON_LENGTH = 500
STEP_FIELDS = ("step_from_m", "step_every_m", "step_adds", "step_at_most")


@pghistory.track(exclude=["revision"])
class RuleSet(models.Model):
    """Rules under one name, such as a country's or a venue's own."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    persons_per_sqm = models.DecimalField(
        _("persons per m² of the hall's floor"),
        max_digits=4,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(0)],
        help_text=_("How many people the exits must serve."),
    )
    unmeasured = models.CharField(
        _("what the law asks beyond what is measured"),
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text=_("Pages and reports say it beside what a plan was measured for."),
    )
    unmeasured_zh = models.CharField(_("the same in Chinese"), max_length=500, blank=True, default="", db_default="")
    revision = revision_field()

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        ordering = ["name"]
        triggers = [counts_revision()]

    @property
    def unmeasured_words(self) -> str:
        return shown(self, "unmeasured")

    def __str__(self) -> str:
        return shown(self, "name")


@pghistory.track(exclude=["revision"])
class VenueRule(models.Model):
    """One rule, with a limit in the unit of its measure. Its steps by height are given in full or not at all."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="rules", verbose_name=_("rule set"))
    measure = models.CharField(_("measure"), max_length=30, choices=Measure)
    limit = models.DecimalField(_("limit"), max_digits=8, decimal_places=2)
    severity = models.CharField(_("severity"), max_length=12, choices=Severity, default=Severity.MANDATORY)
    source = models.CharField(_("source"), max_length=300)
    read_on = models.DateField(_("source read on"))
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    from_area_sqm = models.DecimalField(
        _("only in halls or for upper decks from (m²)"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    from_persons = models.PositiveIntegerField(
        _("or from so many persons"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    sprinklered = models.BooleanField(_("sprinklers"), null=True, blank=True)
    step_from_m = models.DecimalField(
        _("from a clear height of (m)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    step_every_m = models.DecimalField(_("for each further (m)"), max_digits=5, decimal_places=2, null=True, blank=True)
    step_adds = models.DecimalField(_("the limit grows by"), max_digits=8, decimal_places=2, null=True, blank=True)
    step_at_most = models.DecimalField(_("but is at most"), max_digits=8, decimal_places=2, null=True, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["rule_set", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(limit__gt=0),
                name="venue_rule_has_limit",
                violation_error_message=_("Enter a limit above 0."),
            ),
            models.CheckConstraint(
                condition=Q(**dict.fromkeys((f"{field}__isnull" for field in STEP_FIELDS), True))
                | Q(
                    **dict.fromkeys((f"{field}__isnull" for field in STEP_FIELDS), False),
                    step_from_m__gte=0,
                    step_every_m__gt=0,
                    step_adds__gt=0,
                    step_at_most__gte=F("limit"),
                ),
                name="venue_rule_steps_are_whole",
                violation_error_message=_(
                    "Enter all four values for how the limit grows with height, the last at least the limit, or none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="venue_rule_ends_after_it_begins",
                violation_error_message=_("The last day must not be before the first."),
            ),
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return f"{self.rule_set}: {self.get_measure_display()}"


@pghistory.track(exclude=["revision"])
class HallRules(models.Model):
    """The rule set of a hall from a day on, or of every hall that has none of its own."""

    hall = models.ForeignKey(Hall, models.CASCADE, null=True, blank=True, related_name="rules", verbose_name=_("hall"))
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="halls", verbose_name=_("rule set"))
    valid_from = models.DateField(_("valid from"))
    is_sprinklered = models.BooleanField(_("has sprinklers"), default=False)
    allows_decks = models.BooleanField(_("allows upper decks"), default=True, db_default=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("rules of a hall")
        verbose_name_plural = _("rules of halls")
        ordering = ["hall", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "valid_from"],
                name="hall_rules_once_a_day",
                nulls_distinct=False,
                violation_error_message=_("Rules have already been chosen from this day on."),
            )
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return f"{self.hall or _('every hall')}: {self.rule_set}"


class RuleException(models.Model):
    """The acceptance that a plan breaks a recommended rule in a hall and edition: why, by whom, and until when.

    It covers findings of the measure about no other booths and exits than these, and no worse than `measured`.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="+")
    hall = models.ForeignKey(Hall, models.PROTECT, verbose_name=_("hall"), related_name="+")
    measure = models.CharField(_("measure"), max_length=30, choices=Measure)
    subjects = models.JSONField(_("booths and exits"))
    measured = models.DecimalField(_("measured"), max_digits=12, decimal_places=2)
    limit = models.DecimalField(_("limit"), max_digits=12, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH)
    lapses_on = models.DateField(_("valid until"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("granted by"), null=True, related_name="+"
    )
    granted_at = models.DateTimeField(_("granted at"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("withdrawn by"), null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("exception from a rule")
        verbose_name_plural = _("exceptions from rules")
        ordering = ["-granted_at"]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="only_withdrawn", exclude=["granted_by", "withdrawn_by", "withdrawn_at", "revision"]
            ),
            counts_revision("withdrawn_at"),
        ]

    def __str__(self) -> str:
        return f"{self.hall}: {self.get_measure_display()}"

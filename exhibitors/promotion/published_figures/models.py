"""The organizer's published figures on an edition, each with its source."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from ciie.kernel.wording import labelled
from exhibitors.money.approvals.models import Approval, needs_approval
from exhibitors.money.approvals.states import ApprovalAct
from exhibitors.promotion.published_figures.states import FigureKind
from pavilions.floor.models.edition import Edition


class Bounds(NamedTuple):
    """The limits of a kind of figure: the most without a second person's agreement, and the most possible."""

    usual: int
    possible: int


BOUNDS: Mapping[FigureKind, Bounds] = {
    FigureKind.BUSINESS_SQM: Bounds(600_000, 5_000_000),
    FigureKind.TOTAL_SQM: Bounds(800_000, 10_000_000),
    FigureKind.EXHIBITORS: Bounds(10_000, 100_000),
    FigureKind.EXHIBITOR_COUNTRIES: Bounds(200, 260),
    FigureKind.NATIONAL_PARTICIPANTS: Bounds(120, 300),
    FigureKind.DEALS_USD_BN: Bounds(150, 5_000),
    FigureKind.DEBUTS: Bounds(1_000, 20_000),
}


def _possible() -> Q:
    possible = Q()
    for kind, bounds in BOUNDS.items():
        possible |= Q(kind=kind, value__lte=bounds.possible)
    return Q(value__isnull=True) | Q(possible, value__gte=0)


def _usual() -> str:
    """Return SQL for the most that a figure can be without a second person's agreement."""
    return (
        "CASE NEW.kind " + " ".join(f"WHEN '{kind.value}' THEN {each.usual}" for kind, each in BOUNDS.items()) + " END"
    )


@pghistory.track()
class PublishedFigure(models.Model):
    """A published result of an edition. Without a value it was withdrawn, and counts as never published.

    Its history holds what was stated when, and figures of a past day are read from there.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="published_figures", verbose_name=_("edition"))
    kind = models.CharField(_("figure"), max_length=24, choices=FigureKind)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    source_zh = models.CharField(_("source in Chinese"), max_length=300, blank=True, default="", db_default="")
    link = models.URLField(_("link to the source"), max_length=500, blank=True)
    reason = models.CharField(_("reason for the correction"), max_length=500, blank=True)
    stated_at = models.DateTimeField(_("stated at"), editable=False)
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("stated by")
    )
    approval = models.ForeignKey(
        Approval,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("agreed to in"),
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        triggers = [
            counts_revision(),
            *(
                needs_approval(
                    ApprovalAct.FIGURE,
                    name=f"unusual_figure_{name}_by_two",
                    column="approval_id",
                    when=f"NEW.value > {_usual()}{and_changed}",
                    sentence=_("An unusually high figure needs the agreement of a second person."),
                    operation=operation,
                )
                for name, operation, and_changed in (
                    ("published", pgtrigger.Insert, ""),
                    ("corrected", pgtrigger.Update, " AND NEW.value IS DISTINCT FROM OLD.value"),
                )
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind"],
                name="published_figure_once_per_edition",
                violation_error_message=_(
                    "This figure of this edition has already been published. Correct it instead."
                ),
            ),
            models.CheckConstraint(
                condition=_possible(),
                name="published_figure_is_possible",
                violation_error_message=_("A figure cannot be negative or exceed the maximum of its kind."),
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"),
                name="published_figure_link_is_https",
                violation_error_message=_("The link to the source must begin with https://."),
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.edition, self.get_kind_display())

    @property
    def number(self) -> Decimal | int | None:
        """The value as shown: whole except for sums of money."""
        if self.value is None or self.kind == FigureKind.DEALS_USD_BN:
            return self.value
        return int(self.value)

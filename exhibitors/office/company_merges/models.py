"""Merges of two records of one company, with what is needed to undo each."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exhibitors.companies.models import Company


class CompanyMerge(models.Model):
    """A merge, in which all that belonged to `merged` was moved to `survivor`.

    `moved` has the keys of the rows that were moved, by the key of their relation. `replaced` holds what could not be
    moved because the survivor had an equivalent. Together, both restore the previous state.
    """

    survivor = models.ForeignKey(Company, models.PROTECT, related_name="merges", verbose_name=_("company kept"))
    merged = models.ForeignKey(Company, models.PROTECT, related_name="+", verbose_name=_("merged company"))
    moved = models.JSONField(_("moved"), default=dict)
    replaced = models.JSONField(_("replaced"), default=dict)
    merged_at = models.DateTimeField(_("merged at"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("merged by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        verbose_name = _("merge of companies")
        verbose_name_plural = _("merges of companies")
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_at__isnull=True),
                name="company_merged_once",
                violation_error_message=_("This company was merged into another one. Use that one instead."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.survivor}"

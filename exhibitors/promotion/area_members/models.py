"""Companies that belong to a themed area because of what they show, wherever they stand."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from exhibitors.companies.models import Company, refuses_merged
from pavilions.plans.themed_areas.models import ThemedArea


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ThemedAreaMember(models.Model):
    """A company that belongs to a themed area, whether or not it has booths there.

    A booth is in at most one area. A company may belong to several areas of an edition, since its stands may serve
    several themes. An area's m² are therefore those of its own booths: the space that members have elsewhere is named
    separately, and is never added to them or added up over areas.
    """

    area = models.ForeignKey(ThemedArea, models.CASCADE, related_name="members", verbose_name=_("themed area"))
    company = models.ForeignKey(Company, models.PROTECT, related_name="themed_memberships", verbose_name=_("company"))
    joined_at = models.DateTimeField(_("member since"), editable=False)

    class Meta:
        verbose_name = _("member of a themed area")
        verbose_name_plural = _("members of themed areas")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "company"],
                name="area_member_once",
                violation_error_message=_("This company already belongs to this area."),
            )
        ]
        triggers = [refuses_merged()]

    def __str__(self) -> str:
        return f"{self.area}: {self.company}"

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class PlanBackground(models.Model):
    """The rest of an imported drawing, simplified: an SVG of our own making, shown under a plan as a picture.

    `extent` is `[left, top, width, height]` in centimetres of the hall's axes. Kept once per content.
    """

    content_hash = models.CharField(_("content hash"), max_length=64, unique=True, editable=False)
    drawing = models.TextField(_("drawing"), editable=False)
    extent = models.JSONField(_("extent"), editable=False)
    source_name = models.CharField(_("drawn from"), max_length=200, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("plan background")
        verbose_name_plural = _("plan backgrounds")

    def __str__(self) -> str:
        return self.source_name or self.content_hash[:12]

"""Background tasks that kill the process that runs them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FatalTask(models.Model):
    """A task, identified by its name and arguments, whose process died while running it, for example out of memory.

    From its third death in a row, it is parked until it succeeds or somebody runs it again.
    """

    name = models.CharField(pgettext_lazy("background", "task"), max_length=200)
    arguments = models.JSONField(_("arguments"))
    deaths = models.PositiveIntegerField(_("deaths in a row"))
    died_at = models.DateTimeField(_("last death"))
    parked_until = models.DateTimeField(_("parked until"), null=True, blank=True)

    class Meta:
        verbose_name = _("task whose process died")
        verbose_name_plural = _("tasks whose processes died")
        constraints = [models.UniqueConstraint(fields=["name", "arguments"], name="fatal_task_once")]

    def __str__(self) -> str:
        return self.name

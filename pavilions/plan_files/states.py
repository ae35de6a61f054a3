"""The states of an import."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ciie.kernel.lifecycle import Lifecycle


class ImportState(TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")


IMPORT_LIFECYCLE = Lifecycle.of(
    initial=[ImportState.WAITING],
    transitions={
        ImportState.WAITING: [ImportState.RUNNING],
        ImportState.RUNNING: [ImportState.DONE, ImportState.REFUSED, ImportState.WAITING],
        ImportState.DONE: [],
        ImportState.REFUSED: [],
    },
)

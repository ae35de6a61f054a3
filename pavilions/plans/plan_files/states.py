"""The states of an import."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle


class ImportState(TextChoices):
    WAITING = "waiting", pgettext_lazy("import", "waiting")
    RUNNING = "running", _("running")
    DONE = "done", pgettext_lazy("import", "done")
    REFUSED = "refused", pgettext_lazy("import", "refused")


IMPORT_LIFECYCLE = Lifecycle.of(
    initial=[ImportState.WAITING],
    transitions={
        ImportState.WAITING: [ImportState.RUNNING],
        ImportState.RUNNING: [ImportState.DONE, ImportState.REFUSED, ImportState.WAITING],
        ImportState.DONE: [],
        ImportState.REFUSED: [],
    },
)

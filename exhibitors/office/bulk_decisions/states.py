"""The kinds of bulk decisions, and the states of each booking in one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle


class BulkKind(TextChoices):
    APPROVE = "approve", _("approve")
    OFFER = "offer", _("make offers")
    END = "end", _("end bookings")
    PLACE = "place", _("assign booths")
    PLACE_AND_APPROVE = "place_approve", _("assign booths and approve")


PLACING = frozenset({BulkKind.PLACE, BulkKind.PLACE_AND_APPROVE})


class BulkState(TextChoices):
    OPEN = "open", pgettext_lazy("bulk decision", "open")
    DONE = "done", pgettext_lazy("bulk decision", "done")
    REFUSED = "refused", pgettext_lazy("bulk decision", "refused")


BULK_LIFECYCLE = Lifecycle.of(
    initial=[BulkState.OPEN],
    transitions={BulkState.OPEN: [BulkState.DONE, BulkState.REFUSED], BulkState.DONE: [], BulkState.REFUSED: []},
)

"""The numbers of letters for `/metrics`, and the health check of mail."""

from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS, Email

from ciie.kernel.clock import now
from ciie.mail.models import Handover
from ciie.mail.states import HandoverState
from ciie.mail.transport import server_fails
from ciie.web.monitoring import COUNTS
from ciie.web.parts import PARTS, Part

WAITS_TOO_LONG = timedelta(minutes=15)


def letters_by_state() -> dict[str, int]:
    """Return the numbers of letters that wait or failed, and of handovers by `HandoverState`.

    Letters that were sent without doubt are not counted.
    """
    names = {STATUS.queued: "queued", STATUS.requeued: "requeued", STATUS.failed: "failed"}
    letters = Email.objects.filter(status__in=names).order_by().values_list("status").annotate(Count("pk"))
    handed = Handover.objects.order_by().values_list("state").annotate(Count("pk"))
    none = dict.fromkeys([*names.values(), *HandoverState.values], 0)
    return none | {names[status]: many for status, many in letters} | dict(handed)


def is_mail_moving(*, at: datetime) -> bool:
    """Return whether no letter has been due for longer than `WAITS_TOO_LONG`. It takes one query.

    New rows have the time of the machine's clock, retries that of the domain's.
    """
    is_new = Q(scheduled_time=None, created__lt=Now() - WAITS_TOO_LONG)
    is_again = Q(scheduled_time__lt=at - WAITS_TOO_LONG)
    return not Email.objects.filter(is_new | is_again, status__in=[STATUS.queued, STATUS.requeued]).exists()


COUNTS["ciie_mail_letters", "Emails that wait or failed, are being sent, are or were in doubt."] = letters_by_state
PARTS["mail"] = Part(
    lambda: not server_fails() and is_mail_moving(at=now()),
    _("Emails are waiting: the mail server does not answer, or no email has been sent for a quarter of an hour."),
)

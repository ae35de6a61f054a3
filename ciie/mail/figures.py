"""Letters as `/metrics` counts them."""

from django.db.models import Count
from post_office.models import STATUS, Email

from ciie.mail.models import Handover
from ciie.mail.states import HandoverState
from ciie.web.monitoring import COUNTS


def letters_by_state() -> dict[str, int]:
    """What waits or failed, and what was handed over by `HandoverState`. What went without doubt is not counted."""
    names = {STATUS.queued: "queued", STATUS.requeued: "requeued", STATUS.failed: "failed"}
    letters = Email.objects.filter(status__in=names).order_by().values_list("status").annotate(Count("pk"))
    handed = Handover.objects.order_by().values_list("state").annotate(Count("pk"))
    none = dict.fromkeys([*names.values(), *HandoverState.values], 0)
    return none | {names[status]: many for status, many in letters} | dict(handed)


COUNTS["ciie_mail_letters", "Emails that wait or failed, are being sent, are or were in doubt."] = letters_by_state

"""What the letters about proposals say in their reader's language; `MAIL_ENCLOSURES` names it."""

from collections.abc import Mapping
from typing import Any

from ciie.mail.composing import Enclosure
from exhibitors.approvals.models import Approval
from exhibitors.approvals.queries import ACTS


def proposal(context: Mapping[str, Any]) -> Enclosure:
    """The sentences that say what is proposed."""
    found = Approval.objects.select_related("edition").get(pk=context["approval"])
    title, *details = map(str, ACTS[found.act].words(found))
    return Enclosure({"proposal": {"title": title, "details": details}})

"""The part of mails about proposals that is written in the reader's language. `MAIL_ENCLOSURES` refers to it."""

from collections.abc import Mapping
from typing import Any

from ciie.mail.composing import Enclosure
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.queries import ACTS


def proposal(context: Mapping[str, Any]) -> Enclosure:
    """Return the sentences that describe the proposal."""
    found = Approval.objects.select_related("edition").get(pk=context["approval"])
    title, *details = map(str, ACTS[found.act].words(found))
    return Enclosure({"proposal": {"title": title, "details": details}})

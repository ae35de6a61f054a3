"""Proposals as a table on a page, and as rows of a file."""

from collections.abc import Iterable, Iterator, Sequence

import django_tables2 as tables
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.tables.writing import Value
from ciie.web.badges import badge
from ciie.web.lists import named
from exhibitors.bookings.tables import ONE_LINE
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.queries import ACTS

SYSTEM_PROPOSED = _("the system")


class ApprovalTable(tables.Table):
    """A table of `listed_approvals`."""

    act = tables.Column(_("What is proposed"))
    proposed_by = tables.Column(_("Proposed by"), accessor="proposed_by__name", default=SYSTEM_PROPOSED)
    proposed_at = tables.DateTimeColumn(verbose_name=pgettext_lazy("when", "Proposed"), attrs=ONE_LINE)
    state = tables.Column(_("State"))
    decided_by = tables.Column(_("Decided by"), accessor="decided_by__name", default="–")

    class Meta:
        order_by_field = "sort"

    def render_act(self, record: Approval) -> SafeString:
        address = reverse("organizer:approval", args=[record.pk])
        return named(address, str(record.get_act_display()), str(ACTS[record.act].words(record)[0]))

    def render_state(self, record: Approval) -> SafeString:
        return badge("approval_state", record.state)


APPROVAL_COLUMNS: Sequence[Value] = (
    *(_("What is proposed"), _("Details"), _("Reason"), _("Proposed by"), pgettext_lazy("when", "Proposed")),
    *(_("State"), _("Decided by"), _("Decided"), _("Reason of the decision")),
)


def approval_rows(approvals: Iterable[Approval]) -> Iterator[Sequence[Value]]:
    """Yield one row for each proposal of `listed_approvals`."""
    for each in approvals:
        said = " ".join(map(str, ACTS[each.act].words(each)))
        yield (
            *(each.get_act_display(), said, each.reason, str(each.proposed_by or SYSTEM_PROPOSED), each.proposed_at),
            *(each.get_state_display(), str(each.decided_by or ""), each.decided_at, each.answer),
        )

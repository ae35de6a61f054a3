"""Filters for the list of proposals."""

import django_filters as filters
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.states import ApprovalAct, ApprovalState


class ApprovalFilter(filters.FilterSet):
    """Filters rows of `listed_approvals`."""

    search = filters.CharFilter(
        label=_("Reason"), field_name="reason", lookup_expr="icontains", max_length=120, widget=SearchInput
    )
    state = filters.ChoiceFilter(label=_("State"), choices=ApprovalState.choices, empty_label=_("any"))
    act = filters.ChoiceFilter(label=_("What is proposed"), choices=ApprovalAct.choices, empty_label=_("any"))

    class Meta:
        model = Approval
        fields: list[str] = []

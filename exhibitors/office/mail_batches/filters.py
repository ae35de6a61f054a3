"""The filter for the letters of a batch."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from ciie.mail.kinds import name_of_kind
from ciie.mail.models import HeldLetter, MailBatch
from ciie.mail.states import HeldState


class LetterFilter(filters.FilterSet):
    search = filters.CharFilter(
        label=_("Company, booking or address"), method="filter_search", max_length=120, widget=SearchInput
    )
    kind = filters.ChoiceFilter(label=_("Kind"), empty_label=_("any"))
    state = filters.ChoiceFilter(label=_("State"), choices=HeldState.choices, empty_label=_("any"))

    class Meta:
        model = HeldLetter
        fields: list[str] = []

    def __init__(self, *args: Any, batch: MailBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = batch.letters.order_by("kind").values_list("kind", flat=True).distinct()
        self.filters["kind"].extra["choices"] = [(kind, name_of_kind(kind)) for kind in kinds]

    def filter_search(self, rows: QuerySet[HeldLetter], name: str, value: str) -> QuerySet[HeldLetter]:
        said = Q(context__company__icontains=value) | Q(context__reference__icontains=value)
        return rows.filter(said | Q(to__icontains=value))

from functools import reduce
from operator import or_

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from exhibitors.promotion.bulletins.models import Bulletin
from exhibitors.promotion.bulletins.states import BulletinState


class BulletinFilter(filters.FilterSet):
    search = filters.CharFilter(label=_("Title or text"), method="filter_search", max_length=120, widget=SearchInput)
    state = filters.ChoiceFilter(label=_("State"), choices=BulletinState.choices, empty_label=_("any"))

    class Meta:
        model = Bulletin
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[Bulletin], name: str, value: str) -> QuerySet[Bulletin]:
        texts = ("title", "body", "title_zh", "body_zh")
        return rows.filter(reduce(or_, (Q(**{f"{text}__icontains": value}) for text in texts)))

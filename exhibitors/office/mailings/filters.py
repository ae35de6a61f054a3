"""Filters for the messages of an edition, and for the recipients of a message."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exhibitors.office.mailings.models import Mailing, MailingRecipient

SENT, DRAFTS = "sent", "drafts"


class MailingFilter(filters.FilterSet):
    search = filters.CharFilter(label=_("Subject or text"), method="filter_search", widget=SearchInput)
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[(SENT, pgettext_lazy("message", "Sent")), (DRAFTS, _("Drafts"))],
        method="filter_state",
        empty_label=_("any"),
    )

    class Meta:
        model = Mailing
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[Mailing], name: str, value: str) -> QuerySet[Mailing]:
        fields = ("subject_en", "body_en", "subject_zh", "body_zh")
        words = Q()
        for field in fields:
            words |= Q(**{f"{field}__icontains": value})
        return rows.filter(words)

    def filter_state(self, rows: QuerySet[Mailing], name: str, value: str) -> QuerySet[Mailing]:
        return rows.filter(sent_at__isnull=value == DRAFTS)


class RecipientFilter(filters.FilterSet):
    search = filters.CharFilter(label=_("Company, name or email"), method="filter_search", widget=SearchInput)

    class Meta:
        model = MailingRecipient
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[MailingRecipient], name: str, value: str) -> QuerySet[MailingRecipient]:
        return rows.filter(
            Q(email__icontains=value) | Q(name__icontains=value) | Q(booking__company__name__icontains=value)
        )

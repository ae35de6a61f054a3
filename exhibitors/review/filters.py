"""Narrowing the organizer's lists of bookings, by who reviews them too."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from exhibitors.bookings.filters import BookingFilter
from exhibitors.bookings.models import Booking
from exhibitors.handling.queries import reviewers_at_work

ME, NOBODY = "me", "nobody"


class ReviewFilter(BookingFilter):
    """`BookingFilter` with `reviewer`: `me`, `nobody`, or the key of a person to whom bookings are assigned."""

    reviewer = filters.ChoiceFilter(label=_("Reviewer"), method="filter_reviewer", empty_label=_("any"))

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        people = {person.pk: person.name or person.email for person in [*reviewers_at_work(), viewer]}
        named = [(str(pk), name) for pk, name in people.items()]
        self.filters["reviewer"].extra["choices"] = [(ME, _("Assigned to me")), (NOBODY, _("Unassigned")), *named]

    def filter_reviewer(self, rows: QuerySet[Booking], name: str, value: str) -> QuerySet[Booking]:
        if value == NOBODY:
            return rows.filter(review_assignment=None)
        return rows.filter(review_assignment__reviewer=self.viewer.pk if value == ME else int(value))

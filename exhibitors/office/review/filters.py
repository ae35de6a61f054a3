"""The filter for the organizer's lists of bookings, which includes their reviewers."""

from datetime import datetime, timedelta
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import CheckboxInput
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from exhibitors.bookings.filters import BookingFilter
from exhibitors.bookings.handling.queries import reviewers_at_work
from exhibitors.bookings.models import Booking
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition

ME, NOBODY = "me", "nobody"


def waiting_too_long(edition: Edition, at: datetime) -> Q:
    """Return the condition for submitted bookings that wait longer than the edition's days to decide."""
    return Q(state=BookingState.SUBMITTED, submitted_at__lte=at - timedelta(days=edition.undecided_days))


class ReviewFilter(BookingFilter):
    """`BookingFilter` with `reviewer`: `me`, `nobody`, or the key of a person to whom bookings are assigned."""

    reviewer = filters.ChoiceFilter(label=_("Reviewer"), method="filter_reviewer", empty_label=_("any"))

    overdue = filters.BooleanFilter(label=_("Waiting too long"), method="filter_overdue", widget=CheckboxInput)

    def __init__(self, *args: Any, viewer: User, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, edition=edition, **kwargs)
        self.edition = edition
        self.viewer = viewer
        people = {person.pk: person.name or person.email for person in [*reviewers_at_work(), viewer]}
        named = [(str(pk), name) for pk, name in people.items()]
        self.filters["reviewer"].extra["choices"] = [(ME, _("Assigned to me")), (NOBODY, _("Unassigned")), *named]

    def filter_overdue(self, rows: QuerySet[Booking], name: str, value: bool) -> QuerySet[Booking]:
        return rows.filter(waiting_too_long(self.edition, self.at)) if value else rows

    def filter_reviewer(self, rows: QuerySet[Booking], name: str, value: str) -> QuerySet[Booking]:
        if value == NOBODY:
            return rows.filter(review_assignment=None)
        return rows.filter(review_assignment__reviewer=self.viewer.pk if value == ME else int(value))

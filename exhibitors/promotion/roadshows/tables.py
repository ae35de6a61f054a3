"""The table of roadshows, and the rows of files of roadshows and registrations."""

from collections.abc import Iterable, Iterator, Sequence

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.bilingual import shown
from ciie.kernel.country_names import by_country_name
from ciie.kernel.wording import side_by_side
from ciie.tables.writing import Value
from ciie.web.badges import badge
from ciie.web.lists import named
from exhibitors.bookings.tables import NUMBER, ONE_LINE
from exhibitors.promotion.roadshows.models import Roadshow, RoadshowRegistration


class RoadshowTable(tables.Table):
    """Rows of `roadshows_of`."""

    title = tables.Column(_("Roadshow"))
    # Translators: The city of a roadshow: a noun.
    city = tables.Column(_("Place"))
    held_date = tables.DateColumn(verbose_name=_("Day"), attrs=ONE_LINE)
    confirmed = tables.Column(_("Registered"), attrs=NUMBER)
    attendance = tables.Column(_("Attendance"), attrs=NUMBER)
    state = tables.Column(_("State"))

    class Meta:
        order_by_field = "sort"

    def order_city(self, rows: QuerySet[Roadshow], is_descending: bool) -> tuple[QuerySet[Roadshow], bool]:
        place = by_country_name("country")
        return rows.order_by(place.desc() if is_descending else place.asc(), "city"), True

    def render_title(self, record: Roadshow) -> SafeString:
        return named(reverse("organizer:roadshow", args=[record.pk]), shown(record, "title"), shown(record, "host"))

    def render_city(self, record: Roadshow) -> str:
        return side_by_side(shown(record, "city"), record.country.name)

    def render_state(self, value: object, record: Roadshow) -> SafeString:
        return badge("roadshow_state", record.state)


ROADSHOW_COLUMNS: Sequence[Value] = (
    _("Roadshow"),
    _("Host"),
    _("City"),
    _("Country or region"),
    _("Day"),
    _("State"),
    _("Seats"),
    _("Registered"),
    _("Attendance"),
)
REGISTRATION_COLUMNS: Sequence[Value] = (
    pgettext_lazy("person", "Name"),
    _("Email address"),
    _("Company"),
    _("Country or region"),
    _("State"),
    pgettext_lazy("when", "Confirmed"),
)


def roadshow_rows(roadshows: Iterable[Roadshow]) -> Iterator[Sequence[Value]]:
    """Yield one row per roadshow of `roadshows_of`."""
    for show in roadshows:
        yield (
            shown(show, "title"),
            shown(show, "host"),
            shown(show, "city"),
            show.country.name,
            show.held_date,
            show.get_state_display(),
            show.seats,
            show.confirmed,  # type: ignore[attr-defined]  # annotated by roadshows_of
            show.attendance,
        )


def registration_rows(registrations: Iterable[RoadshowRegistration]) -> Iterator[Sequence[Value]]:
    for each in registrations:
        yield (
            each.name,
            each.email,
            each.company_name,
            each.country.name,
            each.get_state_display(),
            each.confirmed_at,
        )

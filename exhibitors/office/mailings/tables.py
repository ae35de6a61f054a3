"""Tables of messages and of their recipients, and recipients as a file."""

from collections.abc import Iterable, Iterator, Sequence

import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.tables.writing import Value
from ciie.web.lists import named
from ciie.web.templatetags.interface import figure
from exhibitors.bookings.tables import NUMBER
from exhibitors.office.mailings.models import Mailing, MailingRecipient


class MailingTable(tables.Table):
    """Rows of `mailings_of`."""

    subject = tables.Column(_("Subject"), accessor="subject_en")
    audience = tables.Column(_("Recipients"))
    receivers = tables.Column(_("Emails"), attrs=NUMBER)
    sent_at = tables.Column(_("Sent"), empty_values=())

    class Meta:
        order_by_field = "sort"

    def render_subject(self, record: Mailing) -> SafeString:
        author = record.written_by.name if record.written_by else "–"
        return named(reverse("organizer:mailing", args=[record.pk]), record.subject_en, author)

    def render_receivers(self, value: int) -> str:
        return figure(value)

    def render_sent_at(self, record: Mailing) -> str | SafeString:
        if record.sent_at is None:
            return format_html('<span class="text-soft">{}</span>', _("not sent yet"))
        return date_format(localtime(record.sent_at, record.edition.zone), "SHORT_DATETIME_FORMAT")


class RecipientTable(tables.Table):
    """The recipients to whom a message was sent."""

    company = tables.Column(_("Company"), accessor="booking__company__name")
    booking = tables.Column(_("Booking"), accessor="booking__pk", order_by="booking__pk")
    name = tables.Column(pgettext_lazy("person", "Name"), default="–")
    email = tables.Column(_("Email"))
    language = tables.Column(_("Language"))

    class Meta:
        order_by_field = "sort"

    def render_booking(self, record: MailingRecipient) -> SafeString:
        address = reverse("organizer:review", args=[record.booking_id])
        return format_html('<a class="figure" href="{}">{}</a>', address, record.booking.reference)


RECIPIENT_COLUMNS: Sequence[Value] = (_("Company"), _("Booking"), _("Name"), _("Email"), _("Language"))


def recipient_rows(rows: Iterable[MailingRecipient]) -> Iterator[Sequence[Value]]:
    for row in rows:
        yield (row.booking.company.name, row.booking.reference, row.name, row.email, row.language)

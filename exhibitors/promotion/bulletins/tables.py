from datetime import datetime

import django_tables2 as tables
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.days import day_of
from ciie.kernel.wording import day_words
from ciie.web.badges import badge
from ciie.web.lists import named
from exhibitors.promotion.bulletins.models import Bulletin


class BulletinTable(tables.Table):
    title = tables.Column(_("Bulletin"))
    as_of_date = tables.DateColumn(verbose_name=_("Figures as of"))
    issued_at = tables.Column(pgettext_lazy("when", "Issued"))
    state = tables.Column(_("State"))

    class Meta:
        order_by_field = "sort"

    def render_title(self, record: Bulletin) -> SafeString:
        words = {"number": record.number, "edition": record.edition, "version": record.version}
        note = str(
            _("No. %(number)d of %(edition)s, version %(version)d") % words
            if record.version > 1
            else _("No. %(number)d of %(edition)s") % words
        )
        return named(reverse("organizer:bulletin", args=[record.pk]), str(record), note)

    def render_issued_at(self, value: datetime, record: Bulletin) -> str:
        return day_words(day_of(value, record.edition.zone))

    def render_state(self, value: object, record: Bulletin) -> SafeString:
        return badge("bulletin_state", record.state)

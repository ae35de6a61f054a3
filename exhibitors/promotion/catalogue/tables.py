"""Tables of exhibits, and the rows of a file."""

from collections.abc import Iterable, Iterator, Sequence

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.bilingual import shown
from ciie.kernel.wording import side_by_side
from ciie.tables.writing import Value
from ciie.web.badges import badge
from ciie.web.lists import named
from exhibitors.companies.models import Company
from exhibitors.promotion.catalogue.models import Exhibit


class OwnExhibitTable(tables.Table):
    """An exhibitor's exhibits for its own people."""

    name = tables.Column(_("Exhibit"), empty_values=())
    category = tables.Column(_("Category"))
    debut_state = tables.Column(_("Debut"))
    state = tables.Column(_("State"))
    changed_at = tables.DateTimeColumn(verbose_name=pgettext_lazy("when", "Changed"))

    class Meta:
        order_by_field = "sort"

    def render_name(self, record: Exhibit) -> SafeString:
        other = record.name_zh if str(record) == record.name else record.name
        return named(self.address(record), str(record), other)

    def address(self, record: Exhibit) -> str:
        return reverse("exhibits:exhibit", args=[record.pk])

    def render_category(self, record: Exhibit) -> SafeString:
        return format_html(
            '<span class="row-name"><span>{}</span><span class="text-soft">{}</span></span>',
            shown(record, "category"),
            side_by_side(record.sector, record.get_kind_display()),
        )

    def render_debut_state(self, record: Exhibit) -> SafeString | str:
        if not record.debut:
            return "–"
        return format_html(
            '<span class="row-name"><span>{}</span><span>{}</span></span>',
            record.get_debut_display(),
            badge("debut_state", record.debut_state),
        )

    def render_state(self, record: Exhibit) -> SafeString:
        return badge("exhibit_state", record.shown_state)


class ExhibitTable(OwnExhibitTable):
    """Exhibits for organizers."""

    exhibitor = tables.Column(_("Exhibitor"), empty_values=(), orderable=False)

    class Meta(OwnExhibitTable.Meta):
        sequence = ("name", "exhibitor", "category", "debut_state", "state", "changed_at")

    def address(self, record: Exhibit) -> str:
        return reverse("organizer:exhibit", args=[record.pk])

    def render_exhibitor(self, record: Exhibit) -> SafeString:
        exhibitor = record.exhibitor
        country = str(exhibitor.country.name or "")
        if isinstance(exhibitor, Company):
            return named(reverse("organizer:company", args=[exhibitor.pk]), exhibitor.name, country)
        return format_html(
            '<span class="row-name"><span>{}</span><span class="text-soft">{}</span></span>',
            exhibitor,
            _("national pavilion"),
        )


EXHIBIT_COLUMNS: Sequence[Value] = (
    _("Name in English"),
    _("Name in Chinese"),
    _("Exhibitor"),
    _("Country or region"),
    _("Sector"),
    _("Kind"),
    _("Category"),
    _("Category in Chinese"),
    _("Debut"),
    _("Debut status"),
    _("State"),
    _("Description in English"),
    _("Description in Chinese"),
)


def exhibit_rows(exhibits: Iterable[Exhibit]) -> Iterator[Sequence[Value]]:
    """Yield one row per exhibit, in the order of `EXHIBIT_COLUMNS`."""
    for exhibit in exhibits:
        yield (
            exhibit.name,
            exhibit.name_zh,
            str(exhibit.exhibitor),
            str(exhibit.exhibitor.country.name or ""),
            str(exhibit.sector),
            exhibit.get_kind_display(),
            exhibit.category,
            exhibit.category_zh,
            exhibit.get_debut_display(),
            exhibit.get_debut_state_display() if exhibit.debut else "",
            exhibit.get_state_display(),
            exhibit.text,
            exhibit.text_zh,
        )

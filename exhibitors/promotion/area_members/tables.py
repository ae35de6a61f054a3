"""The rows of a file of a themed area's members."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from ciie.tables.writing import Value
from exhibitors.promotion.area_members.queries import Member

AREA_MEMBER_COLUMNS: Sequence[Value] = (
    _("Company"),
    _("Country or region"),
    _("In the area"),
    _("Elsewhere"),
    _("m² elsewhere"),
    _("Public"),
)


def area_member_rows(members: Iterable[Member]) -> Iterator[Sequence[Value]]:
    for member in members:
        yield (
            member.company.name,
            member.company.country.name,
            "; ".join(place.reference for place in member.stands.inside),
            "; ".join(place.reference for place in member.stands.elsewhere),
            member.stands.elsewhere_sqm,
            _("yes") if member.is_named else _("no"),
        )

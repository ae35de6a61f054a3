"""Who can host a themed area, and where everybody reads of a host."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from exhibitors.bookings.models import Booking
from exhibitors.catalogue.queries.exhibitors_on_show import exhibitors_on_show
from pavilions.floor.models.edition import Edition
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.themed_areas.models import ThemedArea

type Choices = list[tuple[str, list[tuple[int, str]]]]
"""Groups of holders of space, each with its key in the ledger and its name."""


def possible_hosts(edition: Edition) -> Choices:
    """Pavilions that take part and companies with booked space, each group by name; two queries."""
    pavilions = NationalPavilion.objects.taking_part().filter(edition=edition)
    booked = Booking.objects.booked().filter(edition=edition).select_related("company").order_by("company__name", "pk")
    return [
        (_("National pavilions"), sorted(((each.pk, str(each)) for each in pavilions), key=lambda pair: pair[1])),
        (_("Companies"), [(each.pk, f"{each.company.name} ({each.reference})") for each in booked]),
    ]


def host_addresses(edition: Edition, areas: Iterable[ThemedArea], *, at: datetime) -> dict[int, str]:
    """By area, the public page of its host: the pavilion's, or the company's in the directory.

    Nothing for hosts that are not linked, that have left or that are not named in public.
    """
    hosts = {area.pk: area.host_id for area in areas if area.host_id is not None}
    companies = dict(Booking.objects.booked().filter(pk__in=hosts.values()).values_list("pk", "company_id"))
    on_show = exhibitors_on_show(edition.pk, at=at).by_key
    addresses = {}
    for area, host in hosts.items():
        found = on_show.get((companies[host], None) if host in companies else (None, host))
        if found is not None:
            pavilion = found.pavilion_id
            addresses[area] = reverse("pavilions:pavilion", args=[pavilion]) if pavilion else found.address
    return addresses

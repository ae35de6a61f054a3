"""The members of a themed area, where they stand, which exhibitors are named in public, and who hosts the area."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from ciie.kernel.wording import with_note
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.companies.names import normalise_company_name
from exhibitors.promotion.area_members.models import ThemedAreaMember
from exhibitors.promotion.catalogue.queries.exhibitors_on_show import ExhibitorOnShow, Key, Place, exhibitors_on_show
from exhibitors.states import AWAITING_DECISION, BOOKED_STATES
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from pavilions.floor.queries import natural
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.plans.themed_areas.models import ThemedArea, ThemedAreaBooth
from pavilions.states import ClaimState, PlanState


@dataclass(frozen=True)
class Stands:
    """A member's stands by hall and number: those in its area, and those elsewhere with the total of their m²."""

    inside: tuple[Place, ...] = ()
    elsewhere: tuple[Place, ...] = ()
    elsewhere_sqm: Decimal = Decimal(0)


NOWHERE = Stands()


@dataclass(frozen=True)
class Member:
    """A member of a themed area. `is_named` says whether it takes part and is named in public."""

    pk: int
    company: Company
    stands: Stands
    is_named: bool


def members_of(area: ThemedArea, *, at: datetime) -> list[Member]:
    """Return all members of an area by name; two queries besides those for who is on show."""
    rows = ThemedAreaMember.objects.filter(area=area).select_related("company").order_by("company__name", "pk")
    stands, on_show = stands_of_members([area.pk]), exhibitors_on_show(area.edition_id, at=at).by_key
    return [
        Member(row.pk, row.company, stands.get((area.pk, row.company_id), NOWHERE), (row.company_id, None) in on_show)
        for row in rows
    ]


def stands_of_members(areas: Iterable[int]) -> Mapping[tuple[int, int], Stands]:
    """Return the stands of members by the keys of area and company; one query.

    Members without a booked booth are left out. Only booths in the section of the area and of plans in force count.
    """
    found: dict[tuple[int, int], Stands] = {}
    claims = "company__bookings__holder__claims"
    booked = ThemedAreaMember.objects.filter(
        area__in=areas,
        company__bookings__edition=F("area__edition"),
        company__bookings__state__in=BOOKED_STATES,
        **{
            f"{claims}__state": ClaimState.COMMITTED,
            f"{claims}__allotment__section": F("area__section"),
            f"{claims}__booth__plan__state": PlanState.PUBLISHED,
        },
    )
    hall, number = f"{claims}__booth__plan__hall", f"{claims}__booth__number"
    is_inside = Exists(ThemedAreaBooth.objects.filter(area=OuterRef("area"), booth=OuterRef(f"{claims}__booth")))
    rows = booked.order_by(f"{hall}__position", f"{hall}__name", natural(number))
    for area, company, hall_name, booth, sqm, inside in rows.values_list(
        "area_id", "company_id", f"{hall}__name", number, f"{claims}__area_sqm", is_inside
    ):
        before, place = found.get((area, company), NOWHERE), (Place(hall_name, booth),)
        found[area, company] = (
            Stands(before.inside + place, before.elsewhere, before.elsewhere_sqm)
            if inside
            else Stands(before.inside, before.elsewhere + place, before.elsewhere_sqm + sqm)
        )
    return found


def can_belong(edition: Edition) -> QuerySet[Company]:
    """Return the companies that have space in the edition, or have applied for it."""
    bookings = Booking.objects.filter(company=OuterRef("pk"), edition=edition)
    return Company.objects.filter(Exists(bookings.filter(state__in=[*BOOKED_STATES, *AWAITING_DECISION])))


def candidates(area: ThemedArea, name: str) -> QuerySet[Company]:
    """Return the companies with this in their name that could join the area, by name; none for an empty name."""
    if not name:
        return Company.objects.none()
    return (
        can_belong(area.edition)
        .filter(_has_in_name(name))
        .exclude(themed_memberships__area=area)
        .order_by("name", "pk")
    )


def _has_in_name(name: str) -> Q:
    words = Q(name__icontains=name) | Q(name_local__icontains=name)
    if key := normalise_company_name(name):
        words |= Q(normalized_name__contains=key)
    return words


HOLDING_COMPANY, HOLDING_PAVILION = "holder__booking__company", "holder__national_pavilion"


@dataclass(frozen=True)
class ThemedExhibitor:
    """An exhibitor of an area. `stands` are those of a member, and empty for others."""

    exhibitor: ExhibitorOnShow
    stands: Stands


def exhibitors_of_areas(
    edition: Edition, areas: Collection[int], *, at: datetime
) -> Mapping[int, list[ThemedExhibitor]]:
    """Return, by area, the exhibitors that may be named, by name; two queries besides those for who is on show."""
    on_show = exhibitors_on_show(edition.pk, at=at).by_key
    stands = stands_of_members(areas)
    found: defaultdict[int, list[ThemedExhibitor]] = defaultdict(list)
    standing = _standing().filter(booth__themed_places__area__in=areas)
    rows = standing.values_list("booth__themed_places__area", HOLDING_COMPANY, HOLDING_PAVILION).union(
        ThemedAreaMember.objects.filter(area__in=areas).values_list("area", "company", Value(None, BigIntegerField()))
    )
    for area, company, pavilion in rows:
        exhibitor = on_show.get((company, pavilion))
        if exhibitor is not None:
            found[area].append(ThemedExhibitor(exhibitor, stands.get((area, company), NOWHERE)))
    return {area: sorted(those, key=lambda each: each.exhibitor.name) for area, those in found.items()}


def areas_of_exhibitors(edition_id: int, exhibitors: Collection[Key]) -> Mapping[Key, list[ThemedArea]]:
    """Return the public areas that each exhibitor belongs to, by name and with only key and names; one query."""
    companies = [company for company, _pavilion in exhibitors if company]
    pavilions = [pavilion for _company, pavilion in exhibitors if pavilion]
    area = "booth__themed_places__area"
    standing = _standing().filter(
        Q(holder__booking__company__in=companies) | Q(holder__national_pavilion__in=pavilions),
        booth__themed_places__area__is_public=True,
        booth__themed_places__area__edition=edition_id,
    )
    members = ThemedAreaMember.objects.filter(company__in=companies, area__is_public=True, area__edition=edition_id)
    rows = standing.values_list(HOLDING_COMPANY, HOLDING_PAVILION, area, f"{area}__name", f"{area}__name_zh").union(
        members.values_list("company", Value(None, BigIntegerField()), "area", "area__name", "area__name_zh")
    )
    found: defaultdict[Key, list[ThemedArea]] = defaultdict(list)
    for company, pavilion, pk, name, name_zh in sorted(rows, key=lambda row: (row[3], row[2])):
        found[company, pavilion].append(ThemedArea(pk=pk, name=name, name_zh=name_zh))
    return found


def _standing() -> QuerySet[SpaceClaim]:
    """Return the live claims to booths of plans in force that belong to exhibitors that take part."""
    of_exhibitors = Q(holder__booking__isnull=True) | Q(holder__booking__state__in=BOOKED_STATES)
    return SpaceClaim.objects.live().filter(of_exhibitors, booth__plan__state=PlanState.PUBLISHED)


type Choices = list[tuple[str, list[tuple[int, str]]]]
"""Groups of holders of space. Each holder has its key in the ledger and its name."""
HOSTS_SHOWN = 50


def possible_hosts(edition: Edition, name: str, chosen: Collection[int]) -> Choices:
    """Return pavilions that take part and companies with booked space, each group by name; three queries.

    The companies are those that are `chosen` and the first ones with this in their names, or none for an empty name.
    """
    taking_part = NationalPavilion.objects.taking_part().filter(edition=edition)
    pavilions = sorted(taking_part, key=NationalPavilion.place_in_lists)
    booked = Booking.objects.booked().filter(edition=edition).select_related("company", "edition")
    named = Company.objects.filter(_has_in_name(name)) if name else Company.objects.none()
    found = booked.filter(company__in=named).exclude(pk__in=chosen).order_by("company__name", "pk")[:HOSTS_SHOWN]
    return [
        (
            _("National pavilions"),
            [(each.pk, str(each)) for each in pavilions],
        ),
        (
            _("Companies"),
            [
                (each.pk, with_note(each.company.name, each.reference))
                for each in (*booked.filter(pk__in=chosen), *found)
            ],
        ),
    ]


def host_addresses(edition: Edition, areas: Iterable[ThemedArea], *, at: datetime) -> dict[int, str]:
    """Return, by area, the public page of its host: the pavilion's, or the company's in the directory.

    Hosts that are not linked, that have left or that are not named in public have none.
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

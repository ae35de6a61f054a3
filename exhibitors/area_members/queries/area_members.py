"""Members of themed areas as organizers see them: all of them, whether or not everybody may read of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from exhibitors.area_members.models import ThemedAreaMember
from exhibitors.bookings.models import Booking
from exhibitors.catalogue.queries.exhibitors_on_show import exhibitors_on_show
from exhibitors.catalogue.queries.public_exhibitors import Place
from exhibitors.companies.models import Company
from exhibitors.companies.names import normalise_company_name
from exhibitors.states import AWAITING_DECISION, BOOKED_STATES
from pavilions.floor.models.edition import Edition
from pavilions.states import ClaimState, PlanState
from pavilions.themed_areas.models import ThemedArea, ThemedAreaBooth


@dataclass(frozen=True)
class Stands:
    """Where a member stands, by hall and number: in its area, and elsewhere with so many m² of booths."""

    inside: tuple[Place, ...] = ()
    elsewhere: tuple[Place, ...] = ()
    elsewhere_sqm: Decimal = Decimal(0)


NOWHERE = Stands()


@dataclass(frozen=True)
class Member:
    """`is_named`: everybody may read of it, since it takes part and is named in public."""

    pk: int
    company: Company
    stands: Stands
    is_named: bool


def members_of(area: ThemedArea, *, at: datetime) -> list[Member]:
    """All by name; two statements besides asking who is on show."""
    rows = ThemedAreaMember.objects.filter(area=area).select_related("company").order_by("company__name", "pk")
    stands, on_show = stands_of_members([area.pk]), exhibitors_on_show(area.edition_id, at=at).by_key
    return [
        Member(row.pk, row.company, stands.get((area.pk, row.company_id), NOWHERE), (row.company_id, None) in on_show)
        for row in rows
    ]


def stands_of_members(areas: Iterable[int]) -> Mapping[tuple[int, int], Stands]:
    """By the keys of area and company; one statement. Members without a booth that is booked are left out.

    Only booths of plans in force count, in the section of the area.
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
    rows = booked.order_by(f"{hall}__position", f"{hall}__name", number)
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
    """Companies that have space in the edition, or have applied for it."""
    bookings = Booking.objects.filter(company=OuterRef("pk"), edition=edition)
    return Company.objects.filter(Exists(bookings.filter(state__in=[*BOOKED_STATES, *AWAITING_DECISION])))


def candidates(area: ThemedArea, name: str) -> QuerySet[Company]:
    """Companies with this in their name that can belong to the area and do not yet; by name, none for no name."""
    if not name:
        return Company.objects.none()
    words = Q(name__icontains=name) | Q(name_local__icontains=name)
    if key := normalise_company_name(name):
        words |= Q(normalized_name__contains=key)
    return can_belong(area.edition).filter(words).exclude(themed_memberships__area=area).order_by("name", "pk")

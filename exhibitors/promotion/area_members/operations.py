"""Adding companies to a themed area, besides those that stand in it, and removing them."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, NotFound
from ciie.kernel.locking import lock_one
from exhibitors.companies.models import Company
from exhibitors.promotion.area_members.models import ThemedAreaMember
from exhibitors.promotion.area_members.queries import can_belong
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.states import EditionStatus, Section

GONE = _("This company no longer belongs to the area.")


@operation("exhibitors.area_member.added")
def add_area_member(area_id: int, company_id: int, *, actor: Actor, at: datetime) -> ThemedAreaMember:
    """Let a company that has space in the edition, or has applied for it, belong to a themed area.

    Raise `DomainError` `edition_archived`, `area_of_invited`, `no_booking_in_edition`, or `area_member_once`.
    """
    area = _lock_area(area_id)
    require("exhibitors.name_area_members", actor)
    _require_in_preparation(area)
    if area.section == Section.NATIONAL:
        raise DomainError(
            _("This area is in the national exhibition; companies exhibit in the business exhibition."),
            code="area_of_invited",
        )
    company = Company.objects.filter(pk=company_id).first()
    if company is None:
        raise NotFound(_("Company not found."), code="not_found")
    if not can_belong(area.edition).filter(pk=company.pk).exists():
        raise DomainError(
            _("%(company)s has no space at %(edition)s and has not applied for any.")
            % {"company": company.name, "edition": area.edition},
            code="no_booking_in_edition",
        )
    if ThemedAreaMember.objects.filter(area=area, company=company).exists():
        raise DomainError(
            _("%(company)s already belongs to %(area)s.") % {"company": company.name, "area": area},
            code="area_member_once",
        )
    member = ThemedAreaMember(area=area, company=company, joined_at=at)
    member.save()
    return member


@operation("exhibitors.area_member.removed")
def remove_area_member(member_id: int, *, actor: Actor, at: datetime) -> None:
    """End a company's membership in the area. Its booths there, if it has any, stay in the area."""
    area_id = ThemedAreaMember.objects.filter(pk=member_id).values_list("area_id", flat=True).first()
    if area_id is None:
        raise NotFound(GONE, code="not_found")
    area = _lock_area(area_id)
    require("exhibitors.name_area_members", actor)
    _require_in_preparation(area)
    lock_one(ThemedAreaMember.objects.all(), member_id, missing=GONE).delete()


def _lock_area(area_id: int) -> ThemedArea:
    areas = ThemedArea.objects.select_related("edition")
    return lock_one(areas, area_id, missing=_("Themed area not found."))


def _require_in_preparation(area: ThemedArea) -> None:
    if area.edition.status == EditionStatus.ARCHIVED:
        raise DomainError(
            _("The members of the areas of an archived edition cannot be changed."), code="edition_archived"
        )

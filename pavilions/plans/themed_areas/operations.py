"""Operations on themed areas: what they are about, and which booths belong to them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock_keys, lock_one, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import list_words
from pavilions.floor.ledger.models import SpaceHolder
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.operations import bump_plan_revision
from pavilions.plans.themed_areas.models import NAMED_ALREADY, NOT_PUBLIC_YET, ThemedArea, ThemedAreaBooth
from pavilions.states import PlanState, Section


@dataclass(frozen=True)
class AreaTerms:
    """The description of an area and of its host. `host_id` is the host's space holder in the ledger, if it has any."""

    section: Section
    name: str
    host_name: str
    name_zh: str = ""
    host_name_zh: str = ""
    text: str = ""
    text_zh: str = ""
    host_country: str = ""
    host_id: int | None = None
    is_public: bool = False


@operation("pavilions.themed_area.added")
def add_area(edition_id: int, terms: AreaTerms, *, actor: Actor, at: datetime) -> ThemedArea:
    """Add a themed area, without booths yet."""
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        raise NotFound(_("Edition not found."), code="not_found")
    require("pavilions.plan_floor", actor)
    area = ThemedArea(edition=edition)
    _write(area, terms)
    area.save()
    return area


@operation("pavilions.themed_area.changed")
def change_area(area_id: int, terms: AreaTerms, *, seen: int | None = None, actor: Actor, at: datetime) -> ThemedArea:
    """Change the description of an area, and whether it is public."""
    require("pavilions.plan_floor", actor)
    area = _lock_area(area_id, seen)
    _write(area, terms)
    area.revision += 1
    area.save()
    bump_plan_revision(booth.allotment_id for booth in area.booths.all())
    return area


@operation("pavilions.themed_area.host_named")
def name_host(area_id: int, host_id: int | None, *, seen: int | None = None, actor: Actor, at: datetime) -> ThemedArea:
    """Set which space holder in the ledger hosts an area, or None for a host without space."""
    require("pavilions.plan_floor", actor)
    area = _lock_area(area_id, seen)
    area.host_id = host_id
    _require_host_of_edition(area)
    area.revision += 1
    area.save(update_fields=["host", "revision"])
    return area


@operation("pavilions.themed_area.placed")
def place_area(
    area_id: int, hall_id: int, booth_ids: Collection[int], *, seen: int | None = None, actor: Actor, at: datetime
) -> ThemedArea:
    """Make exactly these booths of a hall belong to the area. Its booths in other halls stay.

    An area that loses its last booth is no longer public.

    Raise `DomainError` `booth_not_in_force`, or `booth_of_other_section` or `booth_in_another_area`, which name the
    booths concerned.
    """
    require("pavilions.plan_floor", actor)
    area = _lock_area(area_id, seen)
    before = ThemedAreaBooth.objects.filter(area=area, booth__plan__hall=hall_id)
    lock_keys(Booth, {*booth_ids, *before.values_list("booth_id", flat=True)})
    in_force = Booth.objects.filter(
        pk__in=booth_ids, plan__state=PlanState.PUBLISHED, plan__edition=area.edition_id, plan__hall=hall_id
    )
    if in_force.count() != len(set(booth_ids)):
        raise DomainError(
            _("The hall's plan has changed in the meantime. Choose the booths again."), code="booth_not_in_force"
        )
    _require_own_section(area, in_force)
    _require_in_no_other(area, booth_ids)
    bump_plan_revision(booth.allotment_id for booth in Booth.objects.filter(themed_places__in=before))
    before.exclude(booth__in=booth_ids).delete()
    new = set(booth_ids) - set(before.values_list("booth_id", flat=True))
    ThemedAreaBooth.objects.bulk_create(ThemedAreaBooth(area=area, booth_id=booth) for booth in sorted(new))
    bump_plan_revision(booth.allotment_id for booth in in_force)
    area.is_public = area.is_public and area.places.exists()
    area.revision += 1
    area.save(update_fields=["is_public", "revision"])
    return area


@operation("pavilions.themed_area.removed")
def remove_area(area_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Delete an area. Its booths and their holders stay as they are."""
    require("pavilions.plan_floor", actor)
    area = _lock_area(area_id, seen)
    bump_plan_revision(booth.allotment_id for booth in area.booths.all())
    area.delete()


def carry_areas(old_plan_id: int, kin: Mapping[int, frozenset[int]]) -> None:
    """Move the areas of the old plan's booths to the booths that come from them. This is a part of publishing.

    A booth merged from booths of two areas goes to the area that was planned first. A booth that the new plan gives to
    the other exhibition leaves its area. An area that loses its last booth is no longer public.
    """
    old = ThemedAreaBooth.objects.filter(booth__plan=old_plan_id)
    area_of = dict(old.values_list("booth_id", "area_id"))
    if not area_of:
        return
    old.delete()
    areas = {booth: {area_of[each] for each in before if each in area_of} for booth, before in kin.items()}
    sections = dict(ThemedArea.objects.filter(pk__in=area_of.values()).values_list("pk", "section"))
    booths = Booth.objects.filter(pk__in=[booth for booth, found in areas.items() if found])
    section_of = dict(booths.values_list("pk", "allotment__section"))
    ThemedAreaBooth.objects.bulk_create(
        ThemedAreaBooth(area_id=min(found), booth_id=booth)
        for booth, found in areas.items()
        if found and sections[min(found)] == section_of[booth]
    )
    emptied = ThemedArea.objects.filter(pk__in=area_of.values(), is_public=True, places__isnull=True)
    emptied.update(is_public=False, revision=F("revision") + 1)


def _lock_area(area_id: int, seen: int | None = None) -> ThemedArea:
    area = lock_one(ThemedArea.objects.all(), area_id, missing=_("Themed area not found."))
    require_seen(area, seen)
    return area


def _write(area: ThemedArea, terms: AreaTerms) -> None:
    area.section, area.host_id, area.is_public = terms.section, terms.host_id, terms.is_public
    area.name, area.name_zh = terms.name.strip(), terms.name_zh.strip()
    area.host_name, area.host_name_zh = terms.host_name.strip(), terms.host_name_zh.strip()
    area.text, area.text_zh, area.host_country = terms.text.strip(), terms.text_zh.strip(), terms.host_country
    require_valid(area, exclude=["host"])
    if area.pk and area.booths.exclude(allotment__section=area.section).exists():
        raise DomainError(
            _("The area contains booths of the other exhibition. Remove them first."),
            code="area_has_booths_of_other_section",
            field="section",
        )
    _require_host_of_edition(area)
    if area.is_public and not (area.pk and area.places.exists()):
        raise Invalid(NOT_PUBLIC_YET, code="public_area_has_booths", field="is_public")
    others = ThemedArea.objects.filter(edition=area.edition_id).exclude(pk=area.pk)
    if others.filter(name__iexact=area.name).exists():
        raise Invalid(NAMED_ALREADY, code="themed_area_name_once", field="name")
    if area.name_zh and others.filter(name_zh__iexact=area.name_zh).exists():
        raise Invalid(NAMED_ALREADY, code="themed_area_name_zh_once", field="name_zh")


def _require_host_of_edition(area: ThemedArea) -> None:
    if area.host_id is None or SpaceHolder.objects.filter(pk=area.host_id, edition=area.edition_id).exists():
        return
    raise Invalid(_("Choose a pavilion or a company with space in this edition."), code="host_unknown", field="host")


def _require_own_section(area: ThemedArea, booths: QuerySet[Booth]) -> None:
    others = booths.exclude(allotment__section=area.section)
    numbers = sorted(others.values_list("number", flat=True))
    if numbers:
        raise DomainError(
            _("An area can contain booths of its own exhibition only. These belong to the other one: %(booths)s.")
            % {"booths": list_words(numbers)},
            code="booth_of_other_section",
            details={"booths": numbers},
        )


def _require_in_no_other(area: ThemedArea, booth_ids: Collection[int]) -> None:
    taken = ThemedAreaBooth.objects.filter(booth__in=booth_ids).exclude(area=area).select_related("booth")
    numbers = sorted(place.booth.number for place in taken)
    if numbers:
        raise DomainError(
            _("These booths belong to another themed area: %(booths)s.") % {"booths": list_words(numbers)},
            code="booth_in_another_area",
            details={"booths": numbers},
        )

"""The price list of an edition."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, NotFound
from ciie.kernel.locking import lock_keys, lock_one, lock_topic, require_seen
from ciie.kernel.validity import require_valid
from exhibitors.pricing import Rate, RateKey
from exhibitors.pricing.models import Tariff
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.floor.operations import bump_plan_revision
from pavilions.states import EditionStatus


@operation("exhibitors.tariff.set")
def set_tariff(
    edition_id: int, key: RateKey, rate: Rate, *, seen: int | None = None, actor: Actor, at: datetime
) -> Tariff:
    """Set what space of this kind costs, in a sector or (no sector) wherever its section has no price of its own.

    Setting it anew replaces the price, if it is still the one that was `seen` (0: there was none). Every plan of the
    edition is a new version from then on.
    """
    lock_topic(f"tariffs of {edition_id}")
    require("exhibitors.set_prices", actor)
    _require_open_list(edition_id)
    if key.sector_id is not None and not Sector.objects.filter(pk=key.sector_id).exists():
        raise NotFound(_("Sector not found."), code="not_found", field="sector")
    tariff = Tariff.objects.filter(edition_id=edition_id, **key._asdict()).first()
    there = _("There is already a price for this. Choose “Change” next to it in the list.")
    require_seen(tariff, seen, sentence=there if seen == 0 else "")
    tariff = tariff or Tariff(edition_id=edition_id, **key._asdict())
    tariff.price_per_sqm, tariff.price_per_unit = rate.per_sqm, rate.per_unit
    tariff.surcharge_1, tariff.surcharge_2, tariff.surcharge_3, tariff.surcharge_4 = rate.surcharges
    require_valid(tariff, exclude=["edition", "sector"])
    tariff.save()
    _show_new_prices(tariff)
    return tariff


@operation("exhibitors.tariff.removed")
def remove_tariff(tariff_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Take a price out of the list; what it was for is priced by the section's price, or has none."""
    tariff = lock_one(Tariff.objects.all(), tariff_id, missing=_("Price not found."))
    require("exhibitors.set_prices", actor)
    require_seen(tariff, seen)
    _require_open_list(tariff.edition_id)
    _show_new_prices(tariff)
    tariff.delete()


@operation("exhibitors.tax_note.set")
def set_tax_note(
    edition_id: int, note: str, note_zh: str, *, seen: int | None = None, actor: Actor, at: datetime
) -> Edition:
    """Say in both languages what taxes the prices of an edition include. `seen` is the edition's revision."""
    require("exhibitors.set_prices", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found."))
    require_seen(edition, seen)
    _require_open_list(edition_id)
    edition.tax_note, edition.tax_note_zh = note.strip(), note_zh.strip()
    require_valid(edition)
    edition.save(update_fields=["tax_note", "tax_note_zh"])
    return edition


def _require_open_list(edition_id: int) -> None:
    """The edition is locked, so that its currency does not change while a price in it is being written."""
    lock_keys(Edition, [edition_id])
    status = Edition.objects.filter(pk=edition_id).values_list("status", flat=True).first()
    if status is None:
        raise NotFound(_("Edition not found."), code="not_found")
    if status == EditionStatus.ARCHIVED:
        raise DomainError(_("The prices of an archived edition cannot be changed."), code="edition_archived")


def _show_new_prices(tariff: Tariff) -> None:
    bump_plan_revision(
        Allotment.objects.filter(edition_id=tariff.edition_id, section=tariff.section).values_list("pk", flat=True)
    )

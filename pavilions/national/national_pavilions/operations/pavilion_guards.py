"""Checks that operations on pavilions share: the lock, whether it is under way, its space, and sensible days."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one
from ciie.kernel.wording import day_words
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.states import ENDING_STAGES

EARLIEST_BEFORE = timedelta(days=730)
LATEST_AFTER = timedelta(days=60)
OVER = frozenset(ENDING_STAGES)


def lock_pavilion(pavilion_id: int) -> NationalPavilion:
    """Lock a pavilion and return it with its edition."""
    rows = NationalPavilion.objects.select_related("edition")
    return lock_one(rows, pavilion_id, missing=_("Pavilion not found."))


def lock_kept(pavilion_id: int, actor: Actor) -> NationalPavilion:
    """Lock a pavilion for a person who may manage it. Refuse one that has declined or closed."""
    pavilion = lock_pavilion(pavilion_id)
    require("pavilions.keep_pavilion", actor, pavilion)
    require_under_way(pavilion)
    return pavilion


def note_space_changed(pavilion_ids: Collection[int]) -> None:
    """Record in the history of these pavilions that the current operation changed their space."""
    NationalPavilion.objects.filter(pk__in=pavilion_ids).update(space_changes=F("space_changes") + 1)


def require_under_way(pavilion: NationalPavilion) -> None:
    """Raise `DomainError` (`pavilion_over`) for a pavilion that has declined or closed."""
    if pavilion.stage in OVER:
        raise DomainError(
            _("%(pavilion)s is %(stage)s and can no longer be changed.")
            % {"pavilion": pavilion, "stage": pavilion.get_stage_display()},
            code="pavilion_over",
        )


def require_space(pavilion: NationalPavilion, *, field: str | None = None) -> None:
    """Raise `DomainError` (`no_space`) for a locked pavilion that holds none, so has nothing to design or build."""
    if not SpaceClaim.objects.live().filter(holder_id=pavilion.pk).exists():
        raise DomainError(
            _("%(pavilion)s has no space. Allocate booths or m² first.") % {"pavilion": pavilion},
            code="no_space",
            field=field,
        )


def require_sensible_day(edition: Edition, day: date, *, field: str) -> None:
    """Raise `Invalid` (`senseless_day`) unless the day is from two years before the edition to 60 days after it."""
    first, last = edition.opens_date - EARLIEST_BEFORE, edition.closes_date + LATEST_AFTER
    if not first <= day <= last:
        raise Invalid(
            _("Choose a date from %(first)s to %(last)s. The edition takes place from %(opens)s to %(closes)s.")
            % {
                "first": day_words(first),
                "last": day_words(last),
                "opens": day_words(edition.opens_date),
                "closes": day_words(edition.closes_date),
            },
            code="senseless_day",
            field=field,
        )

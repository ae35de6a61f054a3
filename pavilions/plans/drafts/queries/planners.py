"""Who has a draft open in the editor at this moment. Kept in the cache alone: every page asks for news now and then."""

from datetime import datetime

from django.core.cache import cache

from ciie.accounts.models import User

PRESENT_SECONDS = 75
"""More than twice as long as a page that follows the draft waits between two questions (`POLL_BESIDE_STREAM_MS`)."""


def planners_beside(plan_id: int, person: User, *, at: datetime) -> list[str]:
    """The names of the others; from now on they see this person."""
    place, present = f"drawing:{plan_id}", at.timestamp()
    kept = {pk: each for pk, each in cache.get(place, {}).items() if present - each[1] < PRESENT_SECONDS}
    cache.set(place, kept | {person.pk: (str(person), present)}, PRESENT_SECONDS)
    return sorted(name for pk, (name, _seen) in kept.items() if pk != person.pk)

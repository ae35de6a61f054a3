"""The planners who have a draft open in the editor at this moment.

They are kept in the cache alone, since every page asks for changes regularly.
"""

from datetime import datetime

from django.core.cache import cache

from ciie.accounts.models import User

PRESENT_SECONDS = 75
"""This is more than twice as long as a page that follows the draft waits between two requests
(`POLL_BESIDE_STREAM_MS`).
"""


def planners_beside(plan_id: int, person: User, *, at: datetime) -> list[str]:
    """Return the names of the other planners, who see this person from now on."""
    place, present = f"drawing:{plan_id}", at.timestamp()
    kept = {pk: each for pk, each in cache.get(place, {}).items() if present - each[1] < PRESENT_SECONDS}
    cache.set(place, kept | {person.pk: (str(person), present)}, PRESENT_SECONDS)
    return sorted(name for pk, (name, _seen) in kept.items() if pk != person.pk)

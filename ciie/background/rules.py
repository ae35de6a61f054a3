"""The permission to run parked tasks again."""

from ciie.kernel.actors import Visitor
from ciie.kernel.authority import permit, predicate

MAY_RELEASE = "background.release_tasks"


@predicate
def is_superuser(actor: Visitor) -> bool:
    return bool(actor.is_active and actor.is_superuser)


permit(MAY_RELEASE, is_superuser)

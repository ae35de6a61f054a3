"""What a reviewer who decides for some sectors alone is refused when giving booths."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from ciie.kernel.actors import Actor
from ciie.kernel.authority import allowed
from ciie.kernel.errors import NotAllowed
from pavilions.floor.models.allotment import Allotment
from pavilions.ledger.operations.ledger import LockedBooth


def require_may_give(booths: Sequence[LockedBooth], *, actor: Actor) -> None:
    """Raise `NotAllowed` (`not_your_sector`) naming the booths that are of sectors the actor does not decide for."""
    keys = {booth.allotment_id for booth in booths}
    refused = {
        allotment.pk
        for allotment in Allotment.objects.filter(pk__in=keys)
        if not allowed("exhibitors.give_booths_of", actor, allotment)
    }
    names = [booth.reference for booth in booths if booth.allotment_id in refused]
    if names:
        raise NotAllowed(
            _(
                "These booths are of sectors that you do not decide for: %(booths)s. Choose booths of your sectors, or"
                " ask the organizer's director."
            )
            % {"booths": ", ".join(names)},
            code="not_your_sector",
            field="booths",
            details={"booths": names},
        )

"""Booths by the reference that people and programs use: hall and number, such as `5.1H/A01`."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from ciie.kernel.errors import Invalid
from pavilions.models import Booth
from pavilions.states import PlanState


def booth_ids(edition_id: int, references: Iterable[str]) -> list[int]:
    """The booths of the edition's published plans with these references.

    Raises `Invalid` (`unknown_booths`) naming every reference that is none.
    """
    wanted = list(dict.fromkeys(references))
    numbers: defaultdict[str, list[str]] = defaultdict(list)
    for reference in wanted:
        hall, _slash, number = reference.partition("/")
        numbers[hall].append(number)
    named = Q()
    for hall, in_hall in numbers.items():
        named |= Q(plan__hall__name=hall, number__in=in_hall)
    on_plans = Booth.objects.filter(named, plan__edition_id=edition_id, plan__state=PlanState.PUBLISHED)
    found = {f"{hall}/{number}": pk for pk, hall, number in on_plans.values_list("pk", "plan__hall__name", "number")}
    _refuse_unknown([reference for reference in wanted if reference not in found])
    return [found[reference] for reference in wanted]


def _refuse_unknown(unknown: list[str]) -> None:
    if unknown:
        raise Invalid(
            _("Not on the published plans of this edition: %(booths)s.") % {"booths": ", ".join(unknown)},
            code="unknown_booths",
            field="booths",
            details={"unknown": unknown},
        )

"""Booths by the reference that people and programs use: hall and number, such as `5.1H/A01`."""

from collections.abc import Iterable

from django.db import connection
from django.utils.translation import gettext as _

from ciie.kernel.errors import Invalid
from pavilions.queries.booth_lineage import formerly_called


def booth_ids(edition_id: int, references: Iterable[str]) -> list[int]:
    """The booths of the edition's published plans with these references.

    Raises `Invalid` (`unknown_booths`) naming every reference that is none, and for a number of an earlier version what
    it became: that may be elsewhere or of another size, so nobody books it by its old number.
    """
    wanted = list(dict.fromkeys(references))
    halls, numbers = zip(*(_parts(reference) for reference in wanted), strict=True) if wanted else ((), ())
    with connection.cursor() as cursor:
        cursor.execute(FIND, {"edition": edition_id, "halls": list(halls), "numbers": list(numbers)})
        found = dict(cursor.fetchall())
    _refuse_unknown(edition_id, [reference for reference in wanted if reference not in found])
    return [found[reference] for reference in wanted]


def _parts(reference: str) -> tuple[str, str]:
    hall, _slash, number = reference.partition("/")
    return hall, number


FIND = """
SELECT hall.name || '/' || booth.number, booth.id
FROM unnest(%(halls)s::text[], %(numbers)s::text[]) AS wanted (hall, number)
JOIN pavilions_hall AS hall ON hall.name = wanted.hall
JOIN pavilions_floorplan AS plan
    ON plan.hall_id = hall.id AND plan.edition_id = %(edition)s AND plan.state = 'published'
JOIN pavilions_booth AS booth ON booth.plan_id = plan.id AND upper(booth.number) = upper(wanted.number)
WHERE booth.number = wanted.number
"""


def _refuse_unknown(edition_id: int, unknown: list[str]) -> None:
    if not unknown:
        return
    formerly = formerly_called(edition_id, unknown)
    now = {old: [booth.reference for booth in became] for old, became in formerly.items()}
    told = [f"{old} → {', '.join(now[old])}" if now.get(old) else old for old in unknown]
    raise Invalid(
        _("Not on the published plans of this edition: %(booths)s.") % {"booths": "; ".join(told)},
        code="unknown_booths",
        field="booths",
        details={"unknown": unknown, "now": now},
    )

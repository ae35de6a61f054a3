"""Booths by the reference that people and programs use: hall and number, such as `5.1H/A01`."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ciie.kernel.errors import Invalid, NotFound
from ciie.kernel.statements import Row, rows_of
from pavilions.plans.queries.booth_lineage import formerly_called


def edition_and_booths(edition_number: int, references: Sequence[str]) -> tuple[int, list[int]]:
    """The keys of an edition and of the booths of its published plans with these references; one statement.

    Raises `NotFound` if there is no such edition. Raises `Invalid` (`unknown_booths`) naming every reference that is
    none, and for a number of an earlier version what it became: that may be elsewhere or of another size, so nobody
    books it by its old number.
    """
    rows = rows_of(FIND_BY_NUMBER, {"edition": edition_number, **_parts_of(references)})
    if not rows:
        raise NotFound(_("There is no such edition."), code="not_found", field="edition")
    return rows[0][0], _in_order(rows[0][0], references, rows)


def booth_ids(edition_id: int, references: Sequence[str]) -> list[int]:
    """The booths of an edition's published plans with these references; raises as above."""
    rows = rows_of(FIND_BY_KEY, {"edition": edition_id, **_parts_of(references)})
    return _in_order(edition_id, references, rows)


def _in_order(edition_id: int, references: Sequence[str], rows: Sequence[Row]) -> list[int]:
    found = {reference: booth_id for _edition, reference, booth_id in rows}
    wanted = list(dict.fromkeys(references))
    _refuse_unknown(edition_id, [reference for reference in wanted if reference not in found])
    return [found[reference] for reference in wanted]


def _parts_of(references: Sequence[str]) -> dict[str, list[str]]:
    parts = [reference.partition("/") for reference in references]
    return {"halls": [hall for hall, _slash, _number in parts], "numbers": [number for _hall, _slash, number in parts]}


FIND = """
SELECT edition.id, hall.name || '/' || booth.number, booth.id
FROM pavilions_edition AS edition LEFT JOIN (
    unnest(%(halls)s::text[], %(numbers)s::text[]) AS wanted (hall, number)
    JOIN pavilions_hall AS hall ON hall.name = wanted.hall
    JOIN pavilions_floorplan AS plan ON plan.hall_id = hall.id AND plan.state = 'published'
    JOIN pavilions_booth AS booth
        ON booth.plan_id = plan.id AND upper(booth.number) = upper(wanted.number) AND booth.number = wanted.number
) ON plan.edition_id = edition.id
"""
FIND_BY_NUMBER = f"{FIND}WHERE edition.number = %(edition)s"
FIND_BY_KEY = f"{FIND}WHERE edition.id = %(edition)s"


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

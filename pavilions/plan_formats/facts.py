"""What a plan says of a booth beside its shape and number, in the words in which our own files carry it.

A file of ours says all of it, so that a plan reads back as it was; any other file says nothing of it.
"""

from collections.abc import Mapping
from typing import Final

from pavilions.plan_formats.choices import AreaBasis
from pavilions.plan_formats.drawing import DrawnBooth

FACT_COLUMNS: Final = {
    "section": "national or business",
    "sale": "sale or withheld",
    "withheld": "withheld because",
    "sides": "open sides set by hand",
    "basis": "area that counts",
}
"""The short names, for the attributes of a drawing's shapes, and the headings of the columns that mean the same."""


def facts_of(booth: DrawnBooth, names: Mapping[str, str] | None = None) -> dict[str, str]:
    """What is known of the booth by short name, or by the names given for those."""
    said = {
        "section": booth.section.value if booth.section else "",
        "sale": "" if booth.is_withheld is None else "withheld" if booth.is_withheld else "for sale",
        "withheld": booth.withheld_reason,
        "sides": "" if booth.open_sides_override is None else str(booth.open_sides_override or "no"),
        "basis": booth.area_basis.value if booth.area_basis in {AreaBasis.DRAWN, AreaBasis.STATED} else "",
    }
    return {(names or {}).get(name, name): text for name, text in said.items() if text}


def drawn_facts(booth: DrawnBooth) -> dict[str, str]:
    """For the shapes of a drawing: number, kind, sector, all of `facts_of`, and the area as it is written beside."""
    stated = "" if booth.area_basis is None else "no"
    return {
        "number": booth.number,
        "kind": booth.kind.value if booth.kind else "",
        "sector": booth.sector,
        "area": f"{booth.area_sqm:f}" if booth.area_basis else "",
        "stated": f"{booth.stated_area_sqm:f}" if booth.stated_area_sqm else stated,
        **facts_of(booth),
    }

"""What a holder is told of the changes to its booths, as plain JSON for a letter."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from pavilions.publishing.comparison.booths import ComparedBooth
from pavilions.publishing.comparison.claim_outcomes import ClaimOutcome


def summarize_changes(outcomes: Iterable[ClaimOutcome], booths: Mapping[int, ComparedBooth]) -> dict[str, Any]:
    """`was` and `now`: the booths before and afterwards, each once; `difference` in m²; `notes` of the planners.

    Figures are decimals as text; whoever writes the letter puts them in the reader's form.
    """
    told = list(outcomes)
    now = {f.target.id: f.target for f in told if f.target}
    claimed = sum((f.claim.area_sqm for f in told), Decimal(0))
    return {
        "was": [_line(booths[f.claim.booth_id], f.claim.area_sqm) for f in told],
        "now": [_line(booth, booth.area_sqm) for booth in now.values()],
        "difference": str(sum((booth.area_sqm for booth in now.values()), Decimal(0)) - claimed),
        "notes": list(dict.fromkeys(f.note for f in told if f.note)),
    }


def _line(booth: ComparedBooth, area_sqm: Decimal) -> dict[str, Any]:
    return {"number": booth.number, "area": str(area_sqm), "kind": booth.kind.value, "open_sides": booth.open_sides}

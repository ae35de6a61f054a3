"""Two versions of a plan side by side, and what becomes of those who hold space on the first. Plain values only."""

from pavilions.publishing.comparison.booths import ComparedBooth, ComparedObstruction, ComparedPlan
from pavilions.publishing.comparison.change_summary import summarize_changes
from pavilions.publishing.comparison.changes import ChangeKind, Comparison, PlanChange, compare
from pavilions.publishing.comparison.claim_outcomes import (
    ClaimOutcome,
    Decided,
    LiveClaim,
    Outcome,
    Unresolved,
    options_for,
    outcomes_of,
)
from pavilions.publishing.comparison.lineage import Kinship, kinship

__all__ = [
    "ChangeKind",
    "ClaimOutcome",
    "ComparedBooth",
    "ComparedObstruction",
    "ComparedPlan",
    "Comparison",
    "Decided",
    "Kinship",
    "LiveClaim",
    "Outcome",
    "PlanChange",
    "Unresolved",
    "compare",
    "kinship",
    "options_for",
    "outcomes_of",
    "summarize_changes",
]

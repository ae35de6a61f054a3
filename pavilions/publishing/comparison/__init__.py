"""Two versions of a plan side by side, and what becomes of those who hold space on the first. Plain values only."""

from pavilions.publishing.comparison.booths import ComparedBooth, ComparedObstruction, ComparedPlan
from pavilions.publishing.comparison.changes import ChangeKind, Comparison, PlanChange, compare
from pavilions.publishing.comparison.fates import Decided, Fate, LiveClaim, Outcome, Unresolved, fates_of, options_for
from pavilions.publishing.comparison.lineage import Kinship, kinship
from pavilions.publishing.comparison.telling import told_of

__all__ = [
    "ChangeKind",
    "ComparedBooth",
    "ComparedObstruction",
    "ComparedPlan",
    "Comparison",
    "Decided",
    "Fate",
    "Kinship",
    "LiveClaim",
    "Outcome",
    "PlanChange",
    "Unresolved",
    "compare",
    "fates_of",
    "kinship",
    "options_for",
    "told_of",
]

"""Compares two versions of a plan, and finds what becomes of claims to the first. It works on plain values only."""

from pavilions.plans.publishing.comparison.changes import (
    ChangeKind,
    ComparedBooth,
    ComparedObstruction,
    ComparedPlan,
    Comparison,
    Kinship,
    Parents,
    PlanChange,
    compare,
    kinship,
)
from pavilions.plans.publishing.comparison.claim_outcomes import (
    ClaimChoice,
    ClaimOutcome,
    Decided,
    LiveClaim,
    Outcome,
    Unresolved,
    are_whole,
    options_for,
    outcomes_of,
    summarize_changes,
)

__all__ = [
    "ChangeKind",
    "ClaimChoice",
    "ClaimOutcome",
    "ComparedBooth",
    "ComparedObstruction",
    "ComparedPlan",
    "Comparison",
    "Decided",
    "Kinship",
    "LiveClaim",
    "Outcome",
    "Parents",
    "PlanChange",
    "Unresolved",
    "are_whole",
    "compare",
    "kinship",
    "options_for",
    "outcomes_of",
    "summarize_changes",
]

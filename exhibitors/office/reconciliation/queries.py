"""All proofs, and the results of their last runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.db.models import OuterRef, QuerySet, Subquery, Sum

from ciie.web.monitoring import COUNTS
from exhibitors.office.reconciliation.models import DayDigest, ReconciliationRun
from exhibitors.office.reconciliation.proofs.days import DAYS
from exhibitors.office.reconciliation.proofs.documents import DOCUMENTS
from exhibitors.office.reconciliation.proofs.figures import FIGURES
from exhibitors.office.reconciliation.proofs.money import MONEY
from exhibitors.office.reconciliation.proofs.proof import Difference, Outcome, Proof, carry_out
from exhibitors.office.reconciliation.proofs.space import SPACE
from pavilions.floor.models.edition import Edition
from pavilions.states import EditionStatus

PROOFS: Mapping[str, Proof] = {**SPACE, **FIGURES, **MONEY, **DOCUMENTS, **DAYS}


def outcome_of(key: str, edition_id: int) -> Outcome:
    """Carry out one proof for one edition."""
    return carry_out(key, PROOFS[key], edition_id)


def differences() -> list[Difference]:
    """Return every difference found by any proof in any edition."""
    editions = Edition.objects.order_by("number").values_list("pk", flat=True)
    return [each for edition_id in editions for key in PROOFS for each in outcome_of(key, edition_id).differences]


ROUND_NIGHTS = 28
"""The number of nights within which every archived edition is compared once."""


@dataclass(frozen=True)
class ComparedEdition:
    """An edition with the last comparison of its figures. Fields are None if there was none.

    `archived_at` is the last comparison since the edition was archived.
    """

    edition: Edition
    at: datetime | None
    archived_at: datetime | None
    figures: int | None
    differing: int | None

    @property
    def is_archived(self) -> bool:
        return self.edition.status == EditionStatus.ARCHIVED


def compared_editions(editions: QuerySet[Edition] | None = None) -> list[ComparedEdition]:
    """Return these editions, or all of them, newest first, in one query."""
    runs = ReconciliationRun.objects.filter(edition=OuterRef("pk")).order_by("-ran_at")
    last = runs.filter(ran_at=OuterRef("compared_at")).order_by().values("edition")
    chosen = Edition.objects.all() if editions is None else editions
    rows = chosen.order_by("-number").annotate(
        compared_at=Subquery(runs.values("ran_at")[:1]),
        archived_at=Subquery(runs.filter(is_archived=True).values("ran_at")[:1]),
        figures=Subquery(last.annotate(sum=Sum("compared")).values("sum")),
        differing=Subquery(last.annotate(sum=Sum("differing")).values("sum")),
    )
    return [ComparedEdition(row, row.compared_at, row.archived_at, row.figures, row.differing) for row in rows]


def current_editions() -> QuerySet[Edition]:
    """Return the editions that are not archived, oldest first. They are compared every night."""
    return Edition.objects.exclude(status=EditionStatus.ARCHIVED).order_by("number")


def archived_in_turn() -> list[Edition]:
    """Return the archived editions to compare tonight: enough for each to have its turn within `ROUND_NIGHTS`.

    Editions that have not been compared since they were archived come first, newest first, then those whose last
    comparison is the oldest.
    """
    archived = [each for each in compared_editions() if each.is_archived]
    archived.sort(key=lambda each: each.archived_at.timestamp() if each.archived_at else 0)
    return [each.edition for each in archived[: ceil(len(archived) / ROUND_NIGHTS)]]


@dataclass(frozen=True)
class LastProof:
    """A proof with its last run for an edition, or None if it was never carried out for it."""

    proof: Proof
    run: ReconciliationRun | None

    @property
    def sentences(self) -> list[tuple[str, str]]:
        """Each difference as a sentence, with what leads to its row."""
        found = self.run.differences if self.run else ()
        return [(self.proof.say(what, kept, counted), "".join(place)) for what, kept, counted, *place in found]


def last_proofs(compared: ComparedEdition) -> list[LastProof]:
    """Return every proof with its last result for the edition, in one query."""
    found = ReconciliationRun.objects.filter(edition=compared.edition, ran_at__gte=compared.at) if compared.at else ()
    runs = {run.proof: run for run in found}
    return [LastProof(proof, runs.get(key)) for key, proof in PROOFS.items()]


def last_digest(edition: Edition) -> DayDigest | None:
    """Return the digest that covers all days of an edition until now, or None if no day has been sealed."""
    return DayDigest.objects.filter(edition=edition).select_related("edition").order_by("day").last()


def current_differences() -> int:
    """Return the number of figures in editions that are not archived that differed in the last comparison of each."""
    return sum(each.differing or 0 for each in compared_editions(current_editions()))


def compared_since() -> float | None:
    """Return the timestamp since which all editions that are not archived have been compared, or None."""
    return min((each.at.timestamp() for each in compared_editions(current_editions()) if each.at), default=None)


COUNTS["ciie_totals_differences", "Figures that differed when they were compared last."] = current_differences
COUNTS["ciie_totals_compared_timestamp_seconds", "When the edition not compared for longest was."] = compared_since

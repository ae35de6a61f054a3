"""The batches of letters of an edition, and the contents of each."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from ciie.kernel.errors import Sentence
from ciie.mail.batches import Sorted, sorted_letters
from ciie.mail.kinds import name_of_kind
from ciie.mail.models import MailBatch
from ciie.mail.states import UNSENT, HeldState
from pavilions.floor.models.edition import Edition


def batches_of(edition: Edition) -> QuerySet[MailBatch]:
    """Return the batches, newest first, each with the numbers of its letters: `in_all`, `unsent` and `sent`."""
    rows = MailBatch.objects.filter(scope=edition.batch_scope).select_related("released_by")
    return rows.annotate(
        in_all=Count("letters"),
        unsent=Count("letters", filter=Q(letters__state__in=UNSENT)),
        sent=Count("letters", filter=Q(letters__state=HeldState.SENT)),
    ).order_by("-number")


@dataclass(frozen=True)
class KindCount:
    """How many letters of a kind a release sends now, and how many it withholds because they are outdated."""

    kind: str
    name: Sentence
    leaving: int
    outdated: int


@dataclass(frozen=True)
class Contents:
    """What releasing the batch would do now."""

    sorted: Sorted
    counts: tuple[KindCount, ...]


def contents_of(batch: MailBatch, *, at: datetime) -> Contents:
    """Return the contents of a batch, in one query for the letters and one for each kind of occasion.

    A released batch has no contents and needs no query.
    """
    found = Sorted((), {}) if batch.released_at else sorted_letters(batch, at=at)
    gone = Counter(letter.kind for letter in found.waiting if letter.pk in found.outdated)
    counts = Counter(letter.kind for letter in found.waiting)
    return Contents(
        found,
        tuple(KindCount(kind, name_of_kind(kind), counts[kind] - gone[kind], gone[kind]) for kind in sorted(counts)),
    )

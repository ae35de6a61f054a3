"""Operations by which organizers judge claims that an exhibit is shown for the first time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, Sentence
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.catalogue.notifications import announce_debut_refused
from exhibitors.promotion.catalogue.operations.exhibits import hand_on_debut, lock_debut
from exhibitors.promotion.catalogue.queries.exhibits import SimilarDebut, similar_debuts
from exhibitors.promotion.catalogue.states import DEBUT_LIFECYCLE, DebutState

REASON_LENGTH = 500
JUDGEMENT = ("debut_state", "is_separate_debut", "same_debut_as", "reason", "decided_by", "decided_at")


@operation("exhibitors.debut.verified")
def verify_debut(
    exhibit_id: int,
    *,
    is_separate: bool = False,
    same_as: int | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Exhibit:
    """Confirm that the exhibit is shown for the first time as its exhibitor claims. It counts from now on.

    An exhibit whose name is similar to a verified debut of any exhibitor of the edition is refused
    (`possible_duplicate`), unless the actor confirms that it `is_separate`, or names the verified exhibit that it is
    the `same_as`: both then count once.
    """
    exhibit = lock_debut(exhibit_id, seen)
    require("exhibitors.judge_debuts", actor, exhibit)
    DEBUT_LIFECYCLE.require(exhibit.debut_state, DebutState.VERIFIED)
    if is_separate and same_as is not None:
        raise Invalid(_("Choose one: the same product, or a different one."), code="same_and_separate", field="same_as")
    verified = [each for each in similar_debuts([exhibit])[exhibit.pk] if each.is_verified]
    same = next((each for each in verified if each.pk == same_as), None)
    if same_as is not None and same is None:
        raise Invalid(
            _("That exhibit is no longer a verified debut with a similar name. Choose again."),
            code="not_similar",
            field="same_as",
        )
    if verified and not is_separate and same is None:
        raise _possible_duplicate(exhibit, verified[0])
    exhibit.is_separate_debut = is_separate
    exhibit.same_debut_as_id = same.counted_as if same and same.counted_as != exhibit.pk else None
    return _judge(exhibit, DebutState.VERIFIED, actor=actor, at=at)


def _possible_duplicate(exhibit: Exhibit, other: SimilarDebut) -> Invalid:
    return Invalid(
        _(
            "%(name)s, shown by %(exhibitor)s, is already a verified debut. Say whether %(other)s is the same product,"
            " which counts once, or a different one."
        )
        % {"name": other.name, "exhibitor": other.exhibitor, "other": str(exhibit)},
        code="possible_duplicate",
        field="separate",
    )


@operation("exhibitors.debut.refused")
def refuse_debut(exhibit_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime) -> Exhibit:
    """Refuse a debut, even a verified one, with a reason. The exhibitor may change the exhibit and claim it again."""
    exhibit = lock_debut(exhibit_id, seen)
    require("exhibitors.judge_debuts", actor, exhibit)
    if not reason.strip():
        raise Invalid(_("Give a reason for refusing the debut."), code="reason_missing", field="reason")
    if len(reason.strip()) > REASON_LENGTH:
        raise Invalid(
            _("Use at most %(most)d characters.") % {"most": REASON_LENGTH}, code="reason_too_long", field="reason"
        )
    _judge(exhibit, DebutState.REFUSED, reason=reason.strip(), actor=actor, at=at)
    announce_debut_refused(exhibit)
    return exhibit


@dataclass(frozen=True)
class DebutOutcome:
    """The outcome of one claim. `refusal` is None if it was verified."""

    exhibit_id: int
    refusal: Sentence | None


@operation("exhibitors.debuts.verified")
def verify_debuts(seen: Sequence[tuple[int, int]], *, actor: Actor, at: datetime) -> list[DebutOutcome]:
    """Verify several debuts independently: a refused one stays as it was and the others proceed.

    `seen` are pairs of exhibit id and the revision that was shown.
    """
    require("exhibitors.judge_debuts", actor)
    outcomes = []
    for exhibit_id, revision in sorted(seen):
        refusal = None
        try:
            with transaction.atomic():
                verify_debut(exhibit_id, seen=revision, actor=actor, at=at)
        except DomainError as error:
            refusal = error.message
        outcomes.append(DebutOutcome(exhibit_id, refusal))
    return outcomes


def _judge(exhibit: Exhibit, to: DebutState, *, reason: str = "", actor: Actor, at: datetime) -> Exhibit:
    DEBUT_LIFECYCLE.require(exhibit.debut_state, to)
    if exhibit.debut_state == DebutState.VERIFIED:
        hand_on_debut(exhibit)
    exhibit.debut_state, exhibit.reason = to, reason
    exhibit.same_debut_as_id = exhibit.same_debut_as_id if to == DebutState.VERIFIED else None
    exhibit.decided_by, exhibit.decided_at = person_of(actor), at
    exhibit.revision += 1
    exhibit.save(update_fields=[*JUDGEMENT, "revision"])
    return exhibit

"""Operations on designs of pavilions: versions are uploaded, submitted, commented on, and approved or returned."""

from datetime import datetime
from pathlib import PurePosixPath

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.lifecycle import TransitionRefused
from ciie.kernel.locking import require_seen
from ciie.kernel.validity import require_valid
from ciie.uploads.documents import AcceptedDocument, keep_document
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.models.pavilion_work import DesignComment, PavilionDesign
from pavilions.national.national_pavilions.notifications import announce_design_decided, announce_design_submitted
from pavilions.national.national_pavilions.operations.pavilion_guards import (
    lock_kept,
    lock_pavilion,
    require_space,
    require_under_way,
)
from pavilions.national.national_pavilions.operations.pavilion_tasks import finish_standard_task
from pavilions.national.national_pavilions.states import DESIGN_LIFECYCLE, DesignState, StandardTask
from pavilions.states import PavilionStage

UNDER_WAY = (DesignState.DRAFT, DesignState.SUBMITTED)
DESIGNING = {PavilionStage.CONFIRMED, PavilionStage.IN_DESIGN}


@operation("pavilions.design.sent")
def send_design(
    pavilion_id: int, document: AcceptedDocument, *, note: str = "", actor: Actor, at: datetime
) -> PavilionDesign:
    """Store a file as the next version of a pavilion's design. Its review begins once it is submitted.

    Raise `DomainError`: `design_under_way`, `not_in_design`, `same_design` (a file identical to an earlier version's).
    """
    pavilion = lock_kept(pavilion_id, actor)
    _require_designing(pavilion)
    if pavilion.designs.filter(state__in=UNDER_WAY).exists():
        raise DomainError(
            _("Another version is already in progress. Withdraw it before you upload a new one."),
            code="design_under_way",
        )
    digest = PurePosixPath(document.name).stem
    same = pavilion.designs.filter(digest=digest).exclude(state=DesignState.WITHDRAWN).order_by("version").last()
    if same is not None and same.state != DesignState.SUPERSEDED:
        raise DomainError(
            _("This file is identical to version %(version)d. Upload a changed one.") % {"version": same.version},
            code="same_design",
            field="file",
        )
    last = pavilion.designs.aggregate(last=Max("version"))["last"] or 0
    design = PavilionDesign(
        pavilion=pavilion,
        version=last + 1,
        name=document.name,
        title=document.title,
        digest=digest,
        size=document.size,
        note=note.strip(),
        sent_by=person_of(actor),
        sent_at=at,
    )
    require_valid(design, exclude=["pavilion", "sent_by", "submitted_by", "decided_by"])
    keep_document(document)
    design.save(force_insert=True)
    return design


@operation("pavilions.design.submitted")
def submit_design(
    pavilion_id: int, design_id: int, *, seen: int | None = None, actor: Actor, at: datetime
) -> PavilionDesign:
    """Submit a version for the organizer's review and finish the standard task for it. Reviewers get a mail."""
    pavilion = lock_kept(pavilion_id, actor)
    _require_designing(pavilion)
    design = _design(pavilion, design_id)
    require_seen(design, seen)
    _move(design, DesignState.SUBMITTED)
    design.submitted_at, design.submitted_by = at, person_of(actor)
    design.save(update_fields=["state", "submitted_at", "submitted_by"])
    finish_standard_task(pavilion, StandardTask.DESIGN, actor=actor, at=at)
    announce_design_submitted(design)
    return design


@operation("pavilions.design.withdrawn")
def withdraw_design(
    pavilion_id: int, design_id: int, *, seen: int | None = None, actor: Actor, at: datetime
) -> PavilionDesign:
    """Withdraw a version before the decision on it."""
    design = _design(lock_kept(pavilion_id, actor), design_id)
    require_seen(design, seen)
    _move(design, DesignState.WITHDRAWN)
    design.save(update_fields=["state"])
    return design


@operation("pavilions.design.commented")
def comment_on_design(pavilion_id: int, design_id: int, *, text: str, actor: Actor, at: datetime) -> DesignComment:
    """Comment on a version, as one of the pavilion's managers or the organizer's reviewers."""
    pavilion = lock_pavilion(pavilion_id)
    require("pavilions.discuss_design", actor, pavilion)
    require_under_way(pavilion)
    return _comment(_design(pavilion, design_id), text, actor, at)


@operation("pavilions.design.approved")
def approve_design(
    pavilion_id: int, design_id: int, *, comment: str = "", seen: int | None = None, actor: Actor, at: datetime
) -> PavilionDesign:
    """Approve a version that is in review; it supersedes the one approved before. The managers get a mail.

    Raise `DomainError` (`no_space`) for a pavilion without space, whose design has no stand to fit.
    """
    design = _lock_for_review(pavilion_id, design_id, actor, seen)
    earlier = PavilionDesign.objects.filter(pavilion=design.pavilion, state=DesignState.APPROVED)
    _move(design, DesignState.APPROVED)
    require_space(design.pavilion, field="comment")
    earlier.update(state=DesignState.SUPERSEDED)
    return _decide(design, comment, actor, at)


@operation("pavilions.design.returned")
def return_design(
    pavilion_id: int, design_id: int, *, comment: str, seen: int | None = None, actor: Actor, at: datetime
) -> PavilionDesign:
    """Return a version with the changes that the next one needs. The managers get a mail."""
    if not comment.strip():
        raise Invalid(_("State what needs to be changed."), code="reason_missing", field="comment")
    design = _lock_for_review(pavilion_id, design_id, actor, seen)
    _move(design, DesignState.RETURNED)
    return _decide(design, comment, actor, at)


def end_designs_of(pavilion: NationalPavilion) -> None:
    """End the designs of a locked pavilion: those in progress are withdrawn, the approved one is superseded."""
    pavilion.designs.filter(state__in=UNDER_WAY).update(state=DesignState.WITHDRAWN)
    pavilion.designs.filter(state=DesignState.APPROVED).update(state=DesignState.SUPERSEDED)


def _lock_for_review(pavilion_id: int, design_id: int, actor: Actor, seen: int | None) -> PavilionDesign:
    require("pavilions.review_designs", actor)
    pavilion = lock_pavilion(pavilion_id)
    require_under_way(pavilion)
    design = _design(pavilion, design_id)
    require_seen(design, seen)
    return design


def _design(pavilion: NationalPavilion, design_id: int) -> PavilionDesign:
    """Return a version, which needs no lock since versions change only while their pavilion's row is locked."""
    found = pavilion.designs.filter(pk=design_id).first()
    if found is None:
        raise NotFound(_("Design not found."), code="not_found")
    return found


def _move(design: PavilionDesign, to: DesignState) -> None:
    if not DESIGN_LIFECYCLE.allows(design.state, to):
        raise TransitionRefused(
            _("Version %(version)d is %(here)s and cannot be %(to)s.")
            % {"version": design.version, "here": design.get_state_display(), "to": to.label},
            code="illegal_move",
            details={"state": design.state, "wanted": to.value},
        )
    design.state = to


def _decide(design: PavilionDesign, comment: str, actor: Actor, at: datetime) -> PavilionDesign:
    design.decided_at, design.decided_by = at, person_of(actor)
    design.save(update_fields=["state", "decided_at", "decided_by"])
    if comment.strip():
        _comment(design, comment, actor, at)
    announce_design_decided(design, comment=comment.strip())
    return design


def _comment(design: PavilionDesign, text: str, actor: Actor, at: datetime) -> DesignComment:
    comment = DesignComment(design=design, author=person_of(actor), text=text.strip(), written_at=at)
    if not comment.text:
        raise Invalid(_("Enter a comment."), code="invalid", field="text")
    require_valid(comment, exclude=["design", "author"])
    comment.save(force_insert=True)
    return comment


def _require_designing(pavilion: NationalPavilion) -> None:
    if pavilion.stage not in DESIGNING:
        raise DomainError(
            _(
                "%(pavilion)s is %(stage)s. Designs can be uploaded after participation is confirmed and "
                "until one is approved."
            )
            % {"pavilion": pavilion, "stage": pavilion.get_stage_display()},
            code="not_in_design",
        )

"""Operations with which companies apply for a share of a block, and its managers accept or decline."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock, lock_one, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import area_words, day_words
from exhibitors.bookings.blocks.models import Block, BlockApplication
from exhibitors.bookings.blocks.notifications import announce_applied_to_block, announce_declined_by_block
from exhibitors.bookings.blocks.operations.block_space import (
    Portion,
    allocate_space,
    require_still_shared,
)
from exhibitors.bookings.blocks.operations.blocks import lock_block
from exhibitors.bookings.blocks.queries import booths_left, share_sqm, waiting_block_applications
from exhibitors.bookings.blocks.states import BLOCK_APPLICATION_LIFECYCLE, BlockApplicationState
from exhibitors.bookings.operations.claim_limits import Amount, require_within_limits
from exhibitors.companies.models import Company
from pavilions.states import BoothKind

WAITING = BlockApplicationState.SUBMITTED
MISSING = _("Application not found.")


@dataclass(frozen=True)
class ShareWish:
    """The space that a company would like to have in a block."""

    area_sqm: Decimal
    kind: BoothKind
    text: str = ""
    booth_ids: Collection[int] = ()


@operation("exhibitors.block_application.submitted")
def apply_to_block(block_id: int, company_id: int, wish: ShareWish, *, actor: Actor, at: datetime) -> BlockApplication:
    """Apply for a share of a block and notify its managers. Nothing is claimed until they accept."""
    block, company = lock_block(block_id), Company.objects.filter(pk=company_id).first()
    if company is None:
        raise NotFound(_("Company not found."), code="not_found", field="company")
    require("exhibitors.book_for", actor, company)
    _require_takes_applications(block, company, at)
    application = BlockApplication(
        block=block,
        company=company,
        area_sqm=wish.area_sqm,
        kind=wish.kind,
        text=wish.text.strip(),
        applied_by=person_of(actor),
        applied_at=at,
    )
    require_valid(application, exclude=["block", "company", "applied_by", "decided_by", "decided_at"])
    _require_wish_fits(block, wish)
    asked = Amount(area_sqm=wish.area_sqm, bookings=1)
    require_within_limits(company, block.booking.edition, asked, person=actor, at=at, is_on_sale=False)
    application.save()
    application.wished_booths.set(wish.booth_ids)
    announce_applied_to_block(application, at=at)
    return application


def _require_takes_applications(block: Block, company: Company, at: datetime) -> None:
    require_still_shared(block, at)
    if not block.is_open:
        raise DomainError(
            _("%(block)s is not accepting applications at present.") % {"block": block}, code="block_closed"
        )
    if day_of(at, block.booking.edition.zone) > block.apply_until_date:
        raise DomainError(
            _("Applications to %(block)s closed on %(day)s.")
            % {"block": block, "day": day_words(block.apply_until_date)},
            code="block_deadline_passed",
            details={"apply_until_date": block.apply_until_date.isoformat()},
        )
    if company.pk == block.booking.company_id:
        raise Invalid(_("The agency does not need to apply to its own block."), code="agency", field="company")
    if block.applications.filter(company=company, state=BlockApplicationState.SUBMITTED).exists():
        raise DomainError(
            _("%(company)s has already applied to this block and is waiting for a reply.") % {"company": company.name},
            code="block_application_one_at_a_time",
        )


def _require_wish_fits(block: Block, wish: ShareWish) -> None:
    if block.quota_sqm is not None and wish.area_sqm > block.quota_sqm:
        raise Invalid(
            _("A member of this block can have at most %(quota)s m².") % {"quota": area_words(block.quota_sqm)},
            code="above_quota",
            field="area_sqm",
            details={"quota_sqm": str(block.quota_sqm)},
        )
    left = share_sqm(block.pk)
    if wish.area_sqm > left:
        raise Invalid(
            _("%(block)s has only %(left)s m² left to allocate.") % {"block": block, "left": area_words(left)},
            code="above_block",
            field="area_sqm",
            details={"left_sqm": str(left)},
        )
    if not set(wish.booth_ids) <= {booth.pk for booth in booths_left(block.pk)}:
        raise DomainError(
            _("At least one of these booths is no longer available in this block. Choose from the remaining booths."),
            code="not_in_block",
            field="booths",
        )


@operation("exhibitors.block_application.withdrawn")
def withdraw_block_application(
    application_id: int, *, seen: int | None = None, actor: Actor, at: datetime
) -> BlockApplication:
    """Withdraw an application that has not been answered."""
    application = _lock(application_id)
    require("exhibitors.book_for", actor, application.company)
    require_seen(application, seen)
    return _answer(application, BlockApplicationState.WITHDRAWN, actor=actor, at=at)


@operation("exhibitors.block_application.accepted")
def accept_application(
    application_id: int, portion: Portion, *, seen: int | None = None, actor: Actor, at: datetime
) -> BlockApplication:
    """Accept an application by allocating space. Raise the same errors as `allocate_space`."""
    parties = BlockApplication.objects.filter(pk=application_id).values_list("block_id", "company_id").first()
    if parties is None:
        raise NotFound(MISSING, code="not_found")
    share = allocate_space(*parties, portion, actor=actor, at=at)  # locks booths and the block first
    application = _lock(application_id)
    require_seen(application, seen)
    application.share = share
    return _answer(application, BlockApplicationState.ACCEPTED, actor=actor, at=at)


@operation("exhibitors.block_application.declined")
def decline_application(
    application_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime
) -> BlockApplication:
    """Decline an application with a reason, which the applicant can read."""
    application = _lock(application_id)
    require("exhibitors.run_block", actor, application.block)
    require_seen(application, seen)
    if not reason.strip():
        raise Invalid(_("Give a reason. The applicant will see it."), code="reason_missing", field="reason")
    application.reason = reason.strip()
    _answer(application, BlockApplicationState.DECLINED, actor=actor, at=at)
    announce_declined_by_block(application, at=at)
    return application


def decline_open_applications(block: Block, *, actor: Actor, at: datetime) -> None:
    """Decline all unanswered applications, since no space is left to allocate. The block must be locked."""
    for application in lock(_rows(), block.applications.filter(state=WAITING).values_list("pk", flat=True)):
        with translation.override(application.applied_by.language if application.applied_by else "en"):
            application.reason = gettext("The unallocated space of this block has gone back on sale.")
        _answer(application, BlockApplicationState.DECLINED, actor=actor, at=at)
        announce_declined_by_block(application, at=at)


def decline_applications_of(company: Company, reason: str, *, actor: Actor, at: datetime) -> None:
    """Decline all unanswered applications of a company without notifying it of each."""
    for application in lock(_rows(), waiting_block_applications(company.pk).values_list("pk", flat=True)):
        application.reason = reason
        _answer(application, BlockApplicationState.DECLINED, actor=actor, at=at)


def _rows() -> QuerySet[BlockApplication]:
    return BlockApplication.objects.select_related(
        "company", "applied_by", "block__booking__edition", "block__booking__company"
    )


def _lock(application_id: int) -> BlockApplication:
    return lock_one(_rows(), application_id, missing=MISSING)


def _answer(
    application: BlockApplication, to: BlockApplicationState, *, actor: Actor, at: datetime
) -> BlockApplication:
    BLOCK_APPLICATION_LIFECYCLE.require(application.state, to)
    application.state, application.decided_at = to, at
    application.decided_by = person_of(actor)
    application.save(update_fields=["state", "reason", "share", "decided_by", "decided_at"])
    return application

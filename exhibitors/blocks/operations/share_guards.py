"""What is refused when a block is shared out, in words and with the figures."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError
from ciie.kernel.wording import area_words, day_words
from exhibitors.blocks.models import Block
from exhibitors.blocks.queries.blocks import booth_names, members_with_space
from exhibitors.bookings.models.booking import Booking
from exhibitors.states import BOOKED_STATES
from pavilions.ledger.models import SpaceClaim


def require_still_shared(block: Block, at: datetime) -> None:
    """Raise `DomainError` (`block_returned`) from the day of the return on, or once the agency's booking has ended."""
    is_over = day_of(at, block.booking.edition.zone) >= block.returns_date
    if block.returned_at is not None or is_over or block.booking.state not in BOOKED_STATES:
        raise DomainError(
            _("%(block)s is no longer shared out: on %(day)s what no member had went back on sale.")
            % {"block": block.name, "day": day_words(block.returns_date)},
            code="block_returned",
            details={"returns_date": block.returns_date.isoformat()},
        )


def require_in_block(wanted: Collection[int], found: Sequence[SpaceClaim]) -> None:
    """Raise `DomainError` (`not_in_block`) naming the booths that the agency does not have, or no longer."""
    missing = sorted(set(wanted) - {claim.booth_id for claim in found if claim.booth_id is not None})
    if missing:
        names = booth_names(missing)
        raise DomainError(
            _("Not, or no longer, the block's to give: %(booths)s. Choose among those that are left.")
            % {"booths": ", ".join(names)},
            code="not_in_block",
            field="booths",
            details={"booths": names},
        )


def require_enough_left(left: Mapping[int, Decimal], wanted: Mapping[int, Decimal]) -> None:
    """Raise `DomainError` (`block_exceeded`) if more m² are wanted of an allotment than the block has there."""
    for allotment, area in wanted.items():
        if area > left.get(allotment, Decimal(0)):
            raise DomainError(
                _("%(wanted)s m² were to be given, but the block has only %(left)s m² without booths left there.")
                % {"wanted": area_words(area), "left": area_words(left.get(allotment, Decimal(0)))},
                code="block_exceeded",
                field="area_sqm",
                details={"wanted_sqm": str(area), "left_sqm": str(left.get(allotment, Decimal(0)))},
            )


def require_within_quota(block: Block, has: Decimal, more: Decimal) -> None:
    """Raise `DomainError` (`above_quota`) if a member would have more than the block allows one."""
    if block.quota_sqm is not None and has + more > block.quota_sqm:
        raise DomainError(
            _("With these %(more)s m² it would have %(then)s m²; a member of this block gets at most %(quota)s m².")
            % {
                "more": area_words(more),
                "then": area_words(has + more),
                "quota": area_words(block.quota_sqm),
            },
            code="above_quota",
            field="booths",
            details={"then_sqm": str(has + more), "quota_sqm": str(block.quota_sqm)},
        )


def require_no_members(booking: Booking) -> None:
    """Raise `DomainError` (`block_has_members`) if members hold space of the block that this booking is."""
    members, area = members_with_space(booking.pk)
    if members:
        raise DomainError(
            _(
                "%(members)d members hold %(area)s m² of this block. Their space would lose its ground: take it back "
                "first, or let what is left return on its day."
            )
            % {"members": members, "area": area_words(area)},
            code="block_has_members",
            details={"members": members, "area_sqm": str(area)},
        )

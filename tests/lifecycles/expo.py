"""What may become of a booking, for every actor."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.operations.decisions import (
    approve_booking,
    confirm_booking,
    reject_booking,
    return_booking,
    waitlist_booking,
)
from exhibitors.bookings.operations.holds import expire_booking, reopen_booking
from exhibitors.bookings.operations.submission import (
    cancel_booking,
    submit_booking,
    withdraw_booking,
)


class Clock(Protocol):
    @property
    def at(self) -> datetime: ...


TRANSITIONS: dict[str, Callable[[int, Clock], object]] = {
    "submit": lambda pk, expo: submit_booking(pk, actor=SYSTEM, at=expo.at),
    "withdraw": lambda pk, expo: withdraw_booking(pk, actor=SYSTEM, at=expo.at),
    "approve": lambda pk, expo: approve_booking(pk, actor=SYSTEM, at=expo.at),
    "confirm": lambda pk, expo: confirm_booking(pk, actor=SYSTEM, at=expo.at),
    "reject": lambda pk, expo: reject_booking(pk, reason="full", actor=SYSTEM, at=expo.at),
    "waitlist": lambda pk, expo: waitlist_booking(pk, actor=SYSTEM, at=expo.at),
    "return": lambda pk, expo: return_booking(pk, reason="smaller", actor=SYSTEM, at=expo.at),
    "cancel": lambda pk, expo: cancel_booking(pk, actor=SYSTEM, at=expo.at),
    "expire": lambda pk, expo: expire_booking(pk, actor=SYSTEM, at=expo.at),
    "reopen": lambda pk, expo: reopen_booking(pk, actor=SYSTEM, at=expo.at),
}

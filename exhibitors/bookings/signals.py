"""Signals of bookings for packages above. All are sent in the operation's transaction, with the booking locked."""

from django.dispatch import Signal

booking_approved = Signal()
"""Sent on approval of a booking where the edition works with offers, once all of its space has booths.

It sends `booking`, `last_day` of the offer (None: the edition's number of days), `actor` and `at`.
"""

booking_confirmed_by_hand = Signal()
"""Sent by `confirm_booking` with `booking`, `actor` and `at`."""

booking_ended = Signal()
"""Sent when a booked booking is cancelled in any way, with `booking`, `reason`, `actor` and `at`.

If a person was shown the cost, it also sends `cost`, the figures that were shown in one line.
"""

price_changed = Signal()
"""Sent when companies on the stand, upper decks or who is billed have changed a booking's price.

It sends `booking`, `actor` and `at`.
"""

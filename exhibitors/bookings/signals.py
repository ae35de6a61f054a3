"""What packages above may follow about bookings. All are sent in the operation's transaction, the booking locked."""

from django.dispatch import Signal

booking_approved = Signal()
"""Sent by what approves a booking where the edition goes by offers, once all of its space has booths: `booking`,
`last_day` of the offer (None: the edition's number of days), `actor` and `at`.
"""

booking_confirmed_by_hand = Signal()
"""Sent by `confirm_booking`: `booking`, `actor` and `at`."""

booking_ended = Signal()
"""Sent when a booked booking is cancelled in whichever way: `booking`, `reason`, `actor` and `at`.

A person who was shown what it costs sends `cost` as well, the figures that were shown in one line.
"""

price_changed = Signal()
"""Sent when companies on the stand, upper decks or who is billed have changed what a booking costs.

With `booking`, `actor` and `at`.
"""

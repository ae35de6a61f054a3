"""Signals about payments for packages above, each sent in its operation's transaction with the booking locked."""

from django.dispatch import Signal

invoice_paid = Signal()
"""Sent when an invoice has nothing left to be paid, with `invoice`, `booking`, `actor` and `at`."""

invoice_reopened = Signal()
"""Sent when a payment was undone and an invoice must be paid again, with `invoice`, `booking`, `actor` and `at`."""

booking_money_changed = Signal()
"""Sent, after the two above, when what is paid of a booking's invoices has changed: `booking`, `actor` and `at`."""

"""What packages above may follow about payments. Each is sent in its operation's transaction, the booking locked."""

from django.dispatch import Signal

invoice_paid = Signal()
"""An invoice has nothing left to be paid: `invoice`, `booking`, `actor`, `at`."""

invoice_reopened = Signal()
"""A payment was undone, so an invoice is to be paid again: `invoice`, `booking`, `actor`, `at`."""

booking_money_changed = Signal()
"""What is paid of a booking's invoices has changed: `booking`, `actor`, `at`. Sent after the two above."""

"""Signals about invoices for the packages above this one."""

from django.dispatch import Signal

invoice_issued = Signal()
"""Sent within the issuing operation, with booking and invoice locked.

The arguments are `invoice` (credit notes too, but not pro forma), `booking`, `actor` and `at`. The number is drawn
after that, when nothing more can be refused.
"""

draft_discarded = Signal()
"""Sent within the operation that discards a draft, before the draft is deleted, with booking and draft locked.

The arguments are `invoice`, `actor` and `at`.
"""

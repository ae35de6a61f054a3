"""What packages above may follow about invoices."""

from django.dispatch import Signal

invoice_issued = Signal()
"""Sent in the issuing operation, booking and invoice locked: `invoice` (credit notes too, not pro forma), `booking`,
`actor` and `at`. Its number is drawn after that, when nothing more can be refused.
"""

draft_discarded = Signal()
"""Sent in the operation that discards a draft, before it is gone, both locked: `invoice`, `actor` and `at`."""

"""What other packages may follow about companies."""

from django.dispatch import Signal

record_changed = Signal()
"""Sent by `change_company` in its transaction, the company locked: `company` as it is now, `country_before`,
`is_shown_otherwise` (whether plans say something else of it now) and `at`.
"""

role_taken = Signal()
"""Sent in the transaction that ends a membership or makes it a viewer's, the company locked: `company`, `person`,
`actor`, `at`.
"""

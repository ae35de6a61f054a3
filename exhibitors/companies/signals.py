"""What other packages may follow about companies."""

from django.dispatch import Signal

record_changed = Signal()
"""Sent by `change_company` in its transaction, the company locked: `company` as it is now, `country_before`,
`is_shown_otherwise` (whether plans say something else of it now) and `at`.
"""

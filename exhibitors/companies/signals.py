"""Signals about companies for other packages."""

from django.dispatch import Signal

record_changed = Signal()
"""Sent when a company's record has been changed, in the same transaction and while the company is locked.

The arguments are `company` as it is now, `country_before`, `is_shown_otherwise` (whether plans now say something else
about it) and `at`.
"""

role_taken = Signal()
"""Sent in the transaction that ends a membership or makes it a viewer's, while the company is locked.

The arguments are `company`, `person`, `actor` and `at`.
"""

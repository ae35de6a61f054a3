"""Signals that packages above can follow about companies on other exhibitors' stands."""

from django.dispatch import Signal

stand_changed = Signal()
"""Sent when a company is added, changed or removed, in the transaction of the operation.

It sends `booking` (the one that is charged, locked; for a share its block's), `actor` and `at`.
"""

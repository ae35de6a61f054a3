"""What packages above may follow about companies on others' stands."""

from django.dispatch import Signal

stand_changed = Signal()
"""Sent when a company is entered, changed or removed, in the operation's transaction: `booking` (the one that is
charged, locked; of a share its block's), `actor` and `at`.
"""

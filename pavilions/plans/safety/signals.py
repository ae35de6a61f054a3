"""What other packages may follow about the rules of halls."""

from django.dispatch import Signal

aisle_rules_changed = Signal()
"""Sent by the operation that changes how wide aisles must be, in some hall and on some day; without arguments."""

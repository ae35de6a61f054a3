"""Signals about the rules of halls for other packages."""

from django.dispatch import Signal

aisle_rules_changed = Signal()
"""Sent, without arguments, by operations that change how wide aisles must be in some hall on some day."""

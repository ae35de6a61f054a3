"""What other packages may follow about editions."""

from django.dispatch import Signal

edition_changing = Signal()
"""Sent by `change_edition` before it saves, the edition locked: `edition` as it will be, and `before`, a mapping of
the `EDITION_FIELDS` that differ to what they were. A receiver may refuse.
"""

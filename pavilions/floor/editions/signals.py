"""Signals about editions for other packages."""

from django.dispatch import Signal

edition_changing = Signal()
"""Sent by `change_edition` before it saves, with the edition locked.

`edition` is the edition as it will be, and `before` maps the `EDITION_FIELDS` that differ to their previous values. A
receiver may refuse.
"""

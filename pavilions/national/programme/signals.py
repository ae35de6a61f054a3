"""Signals about events, for the forum whose sessions take place in them."""

from django.dispatch import Signal

event_ending = Signal()
"""Sent when an `event` is cancelled, with the event locked."""
event_restored = Signal()
"""Sent when the cancellation of an `event` is undone, with the event locked and still cancelled."""

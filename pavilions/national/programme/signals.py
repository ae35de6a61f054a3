"""What the forum follows about the events in which its sessions take place."""

from django.dispatch import Signal

event_ending = Signal()
"""Sent by the operation that cancels an `event`, which is locked."""
event_restored = Signal()
"""Sent by the operation that takes the cancellation of an `event` back, which is locked and still cancelled."""

"""What other packages may follow about national pavilions."""

from django.dispatch import Signal

pavilion_declined = Signal()
"""Sent by the operation by which a country declines, the pavilion locked: `pavilion` and `at`."""

"""What other packages may follow about national pavilions."""

from django.dispatch import Signal

pavilion_declined = Signal()
"""Sent by the operation by which a country declines, the pavilion locked: `pavilion` and `at`. Receivers return the
announced events that end with it."""
pavilion_restored = Signal()
"""Sent by the operation that takes a decline back, the pavilion locked: `pavilion`, `declined_at` and `at`. Receivers
return the events that take place again, and those that cannot."""
pavilion_ending_weighed = Signal()
"""Sent when somebody asks what ends with a `pavilion`. Receivers return sentences on what their records lose."""

"""Signals about national pavilions for other packages."""

from django.dispatch import Signal

pavilion_declined = Signal()
"""Sent when a country declines, with the pavilion locked: `pavilion` and `at`.

Receivers return the announced events that end with it.
"""
pavilion_restored = Signal()
"""Sent when a decline is taken back, with the pavilion locked: `pavilion`, `declined_at` and `at`.

Receivers return the events that take place again, and those that cannot.
"""
pavilion_ending_weighed = Signal()
"""Sent to ask what ends with a `pavilion`. Receivers return sentences on what their records lose."""

"""The domain's clock. Only translators (views, API, tasks, commands, admin) read it; operations are given the time."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present, moved by `CLOCK_OFFSET` (zero but for the sample edition, which lives in May 2024)."""
    moment: datetime = timezone.now() + settings.CLOCK_OFFSET
    return moment

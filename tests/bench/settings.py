"""The site as production runs it, on servers of the benchmark's own, plus the views it is compared with."""

from datetime import timedelta

from ciie.settings.local import *  # noqa: F403  # settings build on one another
from ciie.settings.logs import logging

ROOT_URLCONF = "tests.bench.urls"
DEBUG = False
WHITENOISE_AUTOREFRESH = False
WHITENOISE_USE_FINDERS = False
CLOCK_OFFSET = timedelta(0)
LOGGING = logging(level="ERROR", for_people=False)

"""The site as production runs it, on servers of the benchmark's own, plus the views it is compared with."""

from datetime import timedelta

from ciie.settings.local import *  # noqa: F403  # settings build on one another
from ciie.settings.logs import logging

ROOT_URLCONF = "tests.bench.urls"
DEBUG = False
CLAIMS_PER_MINUTE = 0
WHITENOISE_AUTOREFRESH = False
WHITENOISE_USE_FINDERS = False
CLOCK_OFFSET = timedelta(0)
API_REQUESTS_PER_MINUTE = API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN = 0  # the load is made by a few programs
LOGGING = logging(level="ERROR", for_people=False)

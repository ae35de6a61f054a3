"""Settings of the tests.

`tests/conftest.py` sets the database, and starts the embedded servers when they are needed.
"""

import gc

from ciie.settings.base import *
from ciie.settings.env import CACHE_OF_ROWS, database, env
from ciie.settings.logs import logging

SECRET_KEY = "tests-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PAYMENT_VARIANTS = {"default": ("exhibitors.money.payments.gateway.SampleProvider", {})}
SITE_URL = env.str("SITE_URL", default="http://testserver")

DATABASES = {"default": database(env.str("DATABASE_URL", default="postgres://postgres@/ciie"))}
REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "process": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},  # tests are faster than cached values expire
    "database": CACHE_OF_ROWS,
}
CELERY_BROKER_URL = "memory://"

MAILERS = {
    "default": {"BACKEND": "post_office.EmailBackend"},
    "transport": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CLOCK_OF_DATABASE = False  # tests change the time
KEPT_PAGES_BYTES = 0  # the next test may have the same versions of other rows
ON_SHOW_KEPT_SECONDS = 10**9  # no minute ends between requests whose statements a test compares
COUNTRY_NAMES_KEPT_SECONDS = None  # tests that set names reload them themselves
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = False  # tests of the limits restore those of base.py
MFA_RATE_LIMITS = False
API_REQUESTS_PER_MINUTE = API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN = 0  # tests send many requests from one address
CLAIMS_PER_MINUTE = 0
COMMENTS_PER_MINUTE = 0
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
LOGGING = logging(level="WARNING", for_people=True)
LOGGING["loggers"]["django.request"] = {"level": "ERROR"}  # a 403 or 404 that a test expects is not worth a line

# Loaded modules stay in memory, and a page creates many times 2,000 objects, so the collector need not run as often.
gc.set_threshold(50_000, 20, 100)

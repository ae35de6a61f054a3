"""Settings of a developer's machine and of the demonstration that `make run` starts.

Importing this module starts the embedded PostgreSQL and Valkey of this checkout if they do not run, and keeps them
running as long as this process lives. Every management command, worker and shell thus finds its servers by itself.
"""

from ciie.local.sample_clock import clock_offset
from ciie.local.servers import LOCAL_DIR, ServerUrls, server_urls
from ciie.settings.base import *
from ciie.settings.env import broker, caches, database, env
from ciie.settings.logs import logging

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="only for this machine, refused in production")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
PAYMENT_VARIANTS = {"default": ("exhibitors.money.payments.gateway.SampleProvider", {})}
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{env.int('PORT', default=8000)}")
if LIVE_PORT:  # without a proxy, the browser connects to the stream processes on their own port
    SECURE_CSP["connect-src"] += [f"http://{host}:{LIVE_PORT}" for host in ALLOWED_HOSTS if host != "[::1]"]
INTERNAL_IPS = ["127.0.0.1"]

DATABASE_URL, REDIS_URL, MIGRATION_DATABASE_URL = server_urls(
    ServerUrls(
        database=env.str("DATABASE_URL", default=""),
        redis=env.str("REDIS_URL", default=""),
        migrations=env.str("MIGRATION_DATABASE_URL", default=""),
    )
)
DATABASES = {"default": database(DATABASE_URL)}
MIGRATION_DATABASE = database(MIGRATION_DATABASE_URL) if MIGRATION_DATABASE_URL else None
CACHES = caches(REDIS_URL)
CELERY_BROKER_URL = broker(REDIS_URL)

MAILBOX_DIR = LOCAL_DIR / "mail"
MAIL_QUEUE_CHECK = env.str("MAIL_QUEUE_CHECK", default="ciie.mail.queue_checks.in_mailbox")
MAILERS = {
    "default": {"BACKEND": "post_office.EmailBackend"},
    "transport": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": str(MAILBOX_DIR)},
    },
}
NAVIGATION_SOURCES = [*NAVIGATION_SOURCES, "ciie.mail.views.menu"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True  # serves directly from the sources, so that edits show without collectstatic
WHITENOISE_USE_FINDERS = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
MEDIA_ROOT = LOCAL_DIR / "media"
SEAL_FILE, SEAL_PASSPHRASE, SEAL_IS_SELF_MADE = str(LOCAL_DIR / "seal.p12"), "for the sample", True
CLOCK_OFFSET = clock_offset()
LOGGING = logging(level=env.str("LOG_LEVEL", default="INFO"), for_people=True)
LOGGING["loggers"]["ciie.access"] = {"level": "WARNING"}  # production logs a line for each request

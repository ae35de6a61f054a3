"""Settings of production. Everything comes from the environment, and unsafe values are refused at the start."""

from urllib.parse import urlsplit

from ciie.settings.base import *
from ciie.settings.env import broker, caches, database, env, replica, smtp
from ciie.settings.logs import logging
from ciie.settings.safety import refuse_unsafe

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
SITE_URL = env.str("SITE_URL", default="")
PAYMENT_HOST = urlsplit(SITE_URL).netloc or "localhost"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL] if SITE_URL else [])

DATABASES = {"default": database(env.str("DATABASE_URL", default="sqlite:///unset")), **replica()}
MIGRATION_DATABASE = database(url) if (url := env.str("MIGRATION_DATABASE_URL", default="")) else None
DATABASE_ROLES_APART = True
REDIS_URL = env.str("REDIS_URL", default="")
CACHES = caches(REDIS_URL)
CELERY_BROKER_URL = broker(REDIS_URL)

MAILERS = {
    "default": {"BACKEND": "post_office.EmailBackend"},
    "transport": smtp(env.str("EMAIL_URL", default="consolemail://")),
}
EMAIL_TLS_REQUIRED = env.bool("EMAIL_TLS_REQUIRED", default=True)
POST_OFFICE = POST_OFFICE | {"MESSAGE_ID_FQDN": urlsplit(SITE_URL).hostname or "localhost"}

# The proxy in front terminates TLS, sets X-Forwarded-Proto itself and never forwards a visitor's; see compose.yaml.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [
    *(r"^healthz$", r"^readyz$", r"^metrics$"),  # requested from inside, over plain HTTP
    r"^api/",  # refuses plain HTTP itself: a redirect would hide that the token was sent in the clear
]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
# The preload lists of browsers are hard to leave, so the owner of the domain has to decide whether to enter them.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
STAFF_SECOND_FACTOR_REQUIRED = env.bool("STAFF_SECOND_FACTOR_REQUIRED", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
COOKIE_PREFIX = "__Host-"
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
LANGUAGE_COOKIE_NAME = "__Host-django_language"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)

LOGGING = logging(level=env.str("LOG_LEVEL", default="INFO"), for_people=False)

refuse_unsafe(globals())

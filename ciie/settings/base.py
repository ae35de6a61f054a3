"""Settings that all environments share. None of them is secret and none opens a connection."""

import os
from datetime import timedelta
from email.utils import parseaddr
from operator import attrgetter
from pathlib import Path
from typing import Any

from django.utils.csp import CSP
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from ciie.kernel.valkey import PATIENCE_SECONDS
from ciie.settings.beat import TIMETABLE
from ciie.settings.env import BASE_DIR, env, media_storage

DEBUG = False
ROOT_URLCONF = "ciie.urls"
WSGI_APPLICATION = "ciie.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_NAME = env.str("SITE_NAME", default="China International Import Expo")
SITE_NAME_ZH = env.str("SITE_NAME_ZH", default="" if "SITE_NAME" in os.environ else "中国国际进口博览会")
VENUE_NAME = env.str("VENUE_NAME", default="National Exhibition and Convention Center (Shanghai)")
VENUE_NAME_ZH = env.str("VENUE_NAME_ZH", default="" if "VENUE_NAME" in os.environ else "国家会展中心（上海）")

# Texts of the project package that name the domain
SITE_DESCRIPTION = _("%(site)s: halls and floor plans, exhibitors and exhibits, national pavilions and the programme.")
PREVIEW_PICTURE_TEXT = _("Floor plan of a hall with its booths")
NOT_ALLOWED_TEXT = _("Your role does not allow this. Ask an owner of the company or the organizer's director.")

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "unfold.contrib.import_export",
    "ciie.web.admin_site.SortedAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_countries",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "import_export",
    "pgtrigger",
    "pghistory",
    "post_office",
    "rules.apps.AutodiscoverRulesConfig",
    "ciie.accounts",
    "ciie.audit",
    "ciie.background",
    "ciie.mail",
    "ciie.privacy",
    "ciie.web",
    "pavilions",
    "exhibitors",
]

MIDDLEWARE = [
    "ciie.web.monitoring.RequestIdMiddleware",  # first, so that every later log line has the request ID
    "pavilions.floor.editions.requests.EditionMiddleware",  # early, so that all others see the rest of the path
    "ciie.web.monitoring.MetricsMiddleware",
    "ciie.audit.security_log.SecurityLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "ciie.web.permissions_policy.PermissionsPolicyMiddleware",
    "ciie.web.api.ApiMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ciie.web.admin_middleware.AdminContentSecurityMiddleware",
    "ciie.web.country_names.CountryNamesMiddleware",
    "ciie.web.revalidation.PrivatePagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ciie.web.languages.LanguageMiddleware",
    "ciie.web.monitoring.WatchingMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ciie.accounts.middleware.SessionEndMiddleware",
    "ciie.accounts.middleware.StaffSecondFactorMiddleware",
    "ciie.accounts.middleware.AdminIdleMiddleware",
    "ciie.web.admin_middleware.AdminInputMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ciie.web.htmx.HtmxMessagesMiddleware",
    "ciie.web.session_expiry.SessionExpiryMiddleware",
]
CSRF_FAILURE_VIEW = "ciie.web.views.csrf_failure"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ciie.web.appearance.page",
            ],
            "builtins": ["ciie.web.templatetags.punctuation"],
            "libraries": {
                "capacity": "pavilions.floor.ledger.templatetags",
                "editions": "pavilions.floor.editions.templatetags",
                "live_plans": "pavilions.plans.templatetags",
                "plan_changes": "exhibitors.plan_pages.plan_versions.templatetags",
                "published_figures": "exhibitors.promotion.published_figures.templatetags",
                "safety": "pavilions.plans.safety.templatetags",
                "stands": "exhibitors.promotion.catalogue.templatetags",
                "terms": "exhibitors.pricing.terms.templatetags.terms",
            },
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "parts/table.html"
SCOPE = "edition"  # the parameter that selects what a page is about; clearing filters keeps it
# Callables that return entries of the menus, in the order of the menus. The entries where somebody's work begins come
# first.
NAVIGATION_SOURCES = [
    "exhibitors.desk.menus.organizer_menu",
    "pavilions.navigation.running",
    "exhibitors.desk.menus.running",
    "pavilions.navigation.own_pavilion",
    "exhibitors.desk.menus.exhibitor_menu",
    "exhibitors.desk.site.views.public.menu",
]

# A callable that returns the brand of a request, and the parts of the site that a brand may not have, by the modules of
# their pages, of which the first that applies counts.
BRAND_SOURCE = "pavilions.floor.editions.requests.brand"
PARTS_OF_SITE = {
    "exhibitors.bookings.blocks": "blocks",
    "exhibitors.bookings.upper_decks": "upper_decks",
    "exhibitors.promotion.area_members": "areas",
    "exhibitors.promotion.bulletins": "bulletins",
    "exhibitors.promotion.deals": "deals",
    "exhibitors.promotion.published_figures": "bulletins",
    "exhibitors.promotion.roadshows": "roadshows",
    "pavilions.national.national_pavilions": "national",
    "pavilions.national.pavilion_desk": "national",
    "pavilions.national.programme.views.forum": "forum",
    "pavilions.national.programme.views.public_forum": "forum",
    "pavilions.national.programme": "programme",
    "pavilions.plans.simulation": "simulation",
    "pavilions.plans.themed_areas": "areas",
}
# A callable that returns the menu of what pages may be about (`SCOPE`), or None where there is no choice.
SCOPE_MENU = "pavilions.navigation.editions"
FOOTER_SOURCES = ["pavilions.texts.site_pages.views.footer"]

# Time and language. The domain clock is real time plus CLOCK_OFFSET, which only `make run` with the sample changes.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "ciie" / "locale"]
FORMAT_MODULE_PATH = "ciie.locale"
USE_TZ = True
TIME_ZONE = env.str("SITE_TIME_ZONE", default="Asia/Shanghai")  # the site's own zone; editions have theirs
CLOCK_OFFSET = timedelta(0)
CLOCK_OF_DATABASE = True  # regardless of this machine's clock

COUNTRIES_OVERRIDE = {"XK": _("Kosovo")}  # in no ISO list, but in every list of exhibitors
COUNTRY_NAMES_KEPT_SECONDS: float | None = 5  # until a process reads the countries' names again
ON_SHOW_KEPT_SECONDS = 60  # until a process reads again who is on show, even without a known change

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "ciie.accounts.security_events.PasswordPolicy"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "ciie.accounts.passwords.ContextWords"},
]
PASSWORD_CONTEXT_WORDS = env.list("PASSWORD_CONTEXT_WORDS", default=["ciie", "expo", "fair", "organizer", "shanghai"])
# The hours after which a person has to sign in again regardless of activity. Staff, who may do more, have fewer. 0
# means no limit.
SESSION_HOURS = env.int("SESSION_HOURS", default=14 * 24)
STAFF_SESSION_HOURS = env.int("STAFF_SESSION_HOURS", default=12)
STAFF_SECOND_FACTOR_REQUIRED = env.bool("STAFF_SECOND_FACTOR_REQUIRED", default=False)
ADMIN_IDLE_MINUTES = env.int("ADMIN_IDLE_MINUTES", default=30)  # 0 means no limit
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:start"
ACCOUNT_ADAPTER = "ciie.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = attrgetter("email")  # not a name, which a stranger may have entered for another's address
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FORM_CLASS = "ciie.accounts.forms.SignupForm"
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser of the sign-up
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before addresses change, as before second factors do
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a mail for every change to how somebody signs in
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)  # number of proxies trusted by rate limits
# Attempts per address of the visitor (ip) and per account (key, user), in seconds, minutes, hours or days.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",  # passwords and second-factor codes; known devices: ciie.accounts.devices
    "reauthenticate": "10/m/user",
    "signup": "20/m/ip,100/d/ip",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "confirm_email": "1/3m/key",
}
MFA_RATE_LIMITS: dict[str, str] | bool = {"webauthn_login": "10/m/ip"}
MFA_ADAPTER = "ciie.accounts.second_factors.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "ciie.accounts.code_forms.CodeForm",
    "reauthenticate": "ciie.accounts.code_forms.CodeAgainForm",
}
MFA_ENCRYPTION_KEYS = env.list("MFA_ENCRYPTION_KEYS", default=[])  # the first one encrypts, all decrypt
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME

# Limits for programs: requests per minute for the holder of a token, and for an address that sends none. 0 means no
# limit.
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=600)
API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN = env.int("API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN", default=120)

# Deals above this value are confirmed by the exhibitor, and the organizer who verifies them records what was checked.
DEAL_SECOND_LOOK_USD = env.int("DEAL_SECOND_LOOK_USD", default=100_000_000)

# Holds and submissions per person and minute, on pages and by programs together. 0 means no limit.
CLAIMS_PER_MINUTE = env.int("CLAIMS_PER_MINUTE", default=20)
# Comments on bookings per person and minute, each of which is mailed to the other side. 0 means no limit.
COMMENTS_PER_MINUTE = env.int("COMMENTS_PER_MINUTE", default=10)

IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True  # as ciie.tables.writing does for all other exports
UNFOLD = {
    "SITE_TITLE": SITE_NAME,
    "SITE_HEADER": SITE_NAME,
    "SITE_SUBHEADER": format_lazy(_("Times in {zone}"), zone=TIME_ZONE),
    "SITE_SYMBOL": "grid_view",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "/static/img/mark.svg"}],
    "COLORS": {  # the accent of ciie/static/css/tokens.css, from light to dark
        "primary": {
            "50": "#eef7f7",
            "100": "#d5ecec",
            "200": "#aed9da",
            "300": "#7dbfc2",
            "400": "#4a9fa4",
            "500": "#2b8389",
            "600": "#0b6670",
            "700": "#0a555d",
            "800": "#0b454c",
            "900": "#0b383e",
            "950": "#062428",
        }
    },
}

# Signed cookies would save the statement, but a copied cookie would remain valid after a sign-out.
SESSION_ENGINE = "ciie.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
COOKIE_PREFIX = ""  # the prefix of every cookie; see ciie.web.cookies
MESSAGE_STORAGE = "ciie.web.cookies.MessageStorage"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # forms contain the token

# A file that exists when this process is about to end. See ciie.web.serving, which sets the path.
LEAVING_MARK = env.str("LEAVING_MARK", default="")

# How the role that owns the schema connects to the database of DATABASES. It is None if one role is both.
MIGRATION_DATABASE: dict[str, Any] | None = None
# Whether `migrate` refuses to run if the role of DATABASES owns the schema or may act as the role that does.
DATABASE_ROLES_APART = False
# How long a migration waits for a table that is in use before it lets others go first.
MIGRATION_LOCK_TIMEOUT = env.str("MIGRATION_LOCK_TIMEOUT", default="3s")

# History rows and the contexts to which they refer are never changed; see ciie.audit.append_only.
PGHISTORY_APPEND_ONLY = True

# Content security: everything comes from this origin, and nothing is inline. The one exception, the admin, is in
# ciie.web.admin_middleware.
SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "object-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
# What pages may use of a browser's features: plans use the full screen, passkeys sign people in, and nothing else.
PERMISSIONS_POLICY: dict[str, str] = {
    **dict.fromkeys(("fullscreen", "publickey-credentials-create", "publickey-credentials-get"), "self"),
    **dict.fromkeys(("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"), ""),
    **dict.fromkeys(("microphone", "midi", "payment", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"), ""),
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "ciie" / "static"]
STORAGES = {
    "default": media_storage(),
    "staticfiles": {"BACKEND": "ciie.web.storage.HashedStaticFiles"},
}
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / ".local" / "media"))
# The organizer's seal on signed contracts: a PKCS 12 file with certificate and key. It needs the extra "seal".
SEAL_FILE = env.str("SEAL_FILE", default="")
TIME_STAMP_URL = env.str("TIME_STAMP_URL", default="")
SEAL_PASSPHRASE = env.str("SEAL_PASSPHRASE", default="")
SEAL_IS_SELF_MADE = False
# Where e-invoices are sent besides email, and the register that checks VAT IDs. If empty, none is used.
EINVOICE_FOLDER = env.str("EINVOICE_FOLDER", default="")
PEPPOL_URL = env.str("PEPPOL_URL", default="")
PEPPOL_TOKEN = env.str("PEPPOL_TOKEN", default="")
VIES_URL = env.str("VIES_URL", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# How many days each kind of data is kept, by the name of its rule. 0 means for ever. See docs/privacy.md.
RETENTION_DAYS: dict[str, int] = {
    "sessions": 1,  # after expiry
    "letters": 730,
    "security_log": 400,  # addresses and browsers; the events are kept
    "tokens": 400,  # after expiry or revocation
    "admin_log": 730,
    "unconfirmed_accounts": 30,
    "company_invitations": 180,  # after expiry
    "staff_invitations": 180,
    "pavilion_invitations": 180,
    "api_answers": 30,
    "uploaded_statements": 90,  # never imported
} | env.json("RETENTION_DAYS", default={})

# The stream processes, which keep pages up to date: the application, and limits on streams. 0 means no limit.
STREAMS = "exhibitors.urls.streams.application"
# The port of this host on which the stream processes listen, if no proxy forwards /live/ to them.
LIVE_PORT: int | None = env.int("LIVE_PORT", default=0) or None
LIVE_STREAMS_PER_PROCESS = env.int("LIVE_STREAMS_PER_PROCESS", default=5_000)
LIVE_STREAMS_PER_ADDRESS = env.int("LIVE_STREAMS_PER_ADDRESS", default=200)  # an office may share one address
LIVE_STREAMS_PER_PERSON = env.int("LIVE_STREAMS_PER_PERSON", default=40)  # one for each open plan
LIVE_REQUESTS_PER_MINUTE = env.int("LIVE_REQUESTS_PER_MINUTE", default=1_200)  # per address, including refused ones
LIVE_HEARTBEAT_SECONDS = env.float("LIVE_HEARTBEAT_SECONDS", default=20)  # shorter than a proxy's timeout

# post_office queues mail as rows, in the transaction that causes it, and Celery hands it to "transport".
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="expo@example.org")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# The contact for vulnerability reports, which /.well-known/security.txt states.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default=f"mailto:{parseaddr(DEFAULT_FROM_EMAIL)[1]}")
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
MAILBOX_DIR: Path | None = None  # a folder that the page /mailbox/ shows; only on a developer's machine
# How long a worker that sends a letter has it in hand. A mail server has 20 s for each of its six replies.
MAIL_LEASE = timedelta(minutes=5)
# The path of a function that queries the mail server for a letter that a dead worker left in doubt, see
# ciie.mail.queue_checks. It is empty if the server cannot be queried. MAIL_LOG is the log that
# ciie.mail.queue_checks.in_postfix_log reads.
MAIL_QUEUE_CHECK = env.str("MAIL_QUEUE_CHECK", default="")
MAIL_LOG = env.str("MAIL_LOG", default="/var/log/mail.log")
# What the apps add to letters when they are sent; see ciie.mail.composing.
MAIL_SENDERS = "pavilions.texts.mail_texts.queries.sender_of_letter"
MAIL_ENCLOSURES = {
    "mailing": "exhibitors.office.mailings.documents.message",
    "booking_approved": "exhibitors.bookings.documents.mail_context.approved_booking",
    "price_changed": "exhibitors.bookings.documents.mail_context.changed_price",
    "booking_placed": "exhibitors.bookings.documents.mail_context.placed_booking",
    "block_accepted": "exhibitors.bookings.documents.mail_context.share_of_block",
    "block_letter": "exhibitors.bookings.documents.mail_context.approved_booking",
    "block_returned": "exhibitors.bookings.documents.mail_context.returned_block",
    "booking_submitted": "exhibitors.bookings.documents.mail_context.booking",
    "hold_ending": "exhibitors.bookings.documents.mail_context.booking",
    "booking_returned": "exhibitors.bookings.documents.mail_context.booking",
    "booking_lapsing": "exhibitors.bookings.documents.mail_context.booking",
    "offer_made": "exhibitors.money.sales.documents.mail_context.offer",
    "offer_extended": "exhibitors.money.sales.documents.mail_context.offer",
    "offer_lapsing": "exhibitors.money.sales.documents.mail_context.offer",
    "offer_lapsed": "exhibitors.money.sales.documents.mail_context.offer",
    "offer_accepted": "exhibitors.money.sales.documents.mail_context.accepted_offer",
    "deposit_awaited": "exhibitors.money.sales.documents.mail_context.offer",
    "booking_confirmed": "exhibitors.bookings.documents.mail_context.approved_booking",
    **dict.fromkeys(
        ("contract_extended", "contract_withdrawn", "contract_lapsed", "copy_rejected", "reduction_refused"),
        "exhibitors.money.sales.documents.mail_context.contract",
    ),
    **dict.fromkeys(
        ("contract_to_sign", "contract_lapsing", "contract_signed"),
        "exhibitors.money.sales.documents.mail_context.contract_with_pdf",
    ),
    "invoice_issued": "exhibitors.money.invoices.documents.mail_context.issued",
    "credit_note_issued": "exhibitors.money.invoices.documents.mail_context.issued",
    **dict.fromkeys(
        ("approval_decided", "approval_waiting"), "exhibitors.money.approvals.documents.mail_context.proposal"
    ),
    "payment_returned": "exhibitors.money.payments.documents.mail_context.returned",
    "payment_received": "exhibitors.money.payments.documents.mail_context.received",
    **dict.fromkeys(
        (
            *("payment_reminder", "payment_reminder_firm", "payment_reminder_last"),
            *("payment_extended", "release_announced"),
        ),
        "exhibitors.money.sales.documents.mail_context.late",
    ),
    "booking_cancelled": "exhibitors.money.sales.documents.mail_context.cancelled",
    "booking_released": "exhibitors.money.sales.documents.mail_context.released",
    "contract_reduced": "exhibitors.money.sales.documents.mail_context.reduced_contract",
    "plan_changed": "exhibitors.bookings.documents.mail_context.changed_plan",
    "pavilion_plan_changed": "pavilions.plans.publishing.documents.changed_plan",
}
MAIL_OCCASIONS = {
    **dict.fromkeys(
        ("payment_reminder", "payment_reminder_firm", "payment_reminder_last"),
        "exhibitors.money.sales.documents.mail_context.still_owed",
    ),
    **dict.fromkeys(
        ("booking_approved", "booking_rejected", "booking_waitlisted"),
        "exhibitors.bookings.documents.occasions.decided",
    ),
    **dict.fromkeys(("offer_made", "offer_lapsing"), "exhibitors.money.sales.documents.mail_context.still_offered"),
    "contract_lapsing": "exhibitors.money.sales.documents.mail_context.still_to_sign",
}
POST_OFFICE = {
    "DEFAULT_MAILER": "transport",
    "MESSAGE_ID_ENABLED": True,
    "MESSAGE_ID_FQDN": MAIL_DOMAIN,
    "MAX_RETRIES": 6,
    "RETRY_INTERVAL": timedelta(minutes=10),
    "BATCH_SIZE": 100,
    "THREADS_PER_PROCESS": 2,
}

# Cards and wallets, by django-payments: {"default": ["path.to.Provider", {its options}]}. Without one, invoices can
# only be paid by bank transfer. A provider to which the browser submits a form needs its address in the CSP.
PAYMENT_VARIANTS: dict[str, Any] = env.json("PAYMENT_VARIANTS", default={})
PAYMENT_HOST = "localhost"  # the library reads it when imported; the host of SITE_URL if that is known

# Tasks are acknowledged when they are done, so that a killed worker's task is delivered again.
CELERY_BEAT_SCHEDULE = TIMETABLE
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_QUEUES = [Queue(name, routing_key=name) for name in ("default", "mail", "totals")]
CELERY_TASK_ROUTES = {
    "ciie.mail.*": {"queue": "mail"},
    "exhibitors.fold_movements": {"queue": "totals"},
    "exhibitors.reconcile_edition": {"queue": "totals"},
    "exhibitors.reconcile_totals": {"queue": "totals"},
    "exhibitors.take_daily_snapshot": {"queue": "totals"},
}
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 14 * 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # workers wait as long as the broker is unreachable
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 20 * 60,
    "socket_timeout": PATIENCE_SECONDS,
    "socket_connect_timeout": PATIENCE_SECONDS,
    "max_retries": 0,  # of a sender; kombu would otherwise retry for a quarter of a minute
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}

HEARTBEAT_MAX_AGE = timedelta(seconds=60)
# Monitoring. Empty values and 0 disable it. See ciie.web.telemetry and ciie.kernel.slow_statements.
SENTRY_DSN = env.str("SENTRY_DSN", default="")
OTEL_EXPORTER_OTLP_ENDPOINT = env.str("OTEL_EXPORTER_OTLP_ENDPOINT", default="")
OTEL_SERVICE_NAME = env.str("OTEL_SERVICE_NAME", default="expo")
SLOW_STATEMENT_MS = env.int("SLOW_STATEMENT_MS", default=0)
KEPT_PAGES_BYTES = 32 * 1024**2  # per process; see ciie.web.revalidation
LEAST_FREE_DISK_MB = env.int("LEAST_FREE_DISK_MB", default=1_000)  # of the disk of MEDIA_ROOT, for /readyz

"""The site of `make chaos`: as production runs it, with a mail server that notes what it takes."""

from datetime import timedelta

from ciie.settings.env import env
from tests.bench.settings import *  # noqa: F403  # settings build on one another

MAILERS = {
    "default": {"BACKEND": "post_office.EmailBackend"},
    "transport": {
        "BACKEND": "ciie.mail.transport.SmtpBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": env.int("SMTP_PORT"), "timeout": 5},
    },
}
MAIL_LEASE = timedelta(seconds=20)
CLOCK_OFFSET = timedelta(seconds=env.float("CLOCK_OFFSET_SECONDS", default=0))

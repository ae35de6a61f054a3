"""Django under the settings of production, with an environment of the test's own."""

import os
import subprocess
import sys

from ciie.settings.env import BASE_DIR

SAFE = {
    "DJANGO_SETTINGS_MODULE": "ciie.settings.production",
    "SECRET_KEY": "q7R-sT2vWx9yZ_4aBcD1eFgH6iJkL0mNoP8qRsT3uVwX5yZabC",
    "ALLOWED_HOSTS": "expo.example.com,web",
    "SITE_URL": "https://expo.example.com",
    "DATABASE_URL": "postgres://expo:word@db:5432/expo",
    "REDIS_URL": "redis://redis:6379/0",
    "EMAIL_URL": "smtp+tls://user:word@mail.example.com:587",
    "DEFAULT_FROM_EMAIL": "expo@example.com",
}


def start(program: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run a program under production settings, in an environment of nothing but what is given."""
    environment = {name: value for name, value in (SAFE | changes).items() if value}
    environment["PATH"] = os.environ["PATH"]
    return subprocess.run(
        [sys.executable, "-c", program], cwd=BASE_DIR, env=environment, check=False, capture_output=True, text=True
    )


def findings(**changes: str) -> list[str]:
    """The sentences of a refusal; none if it starts."""
    ended = start("from django.conf import settings; settings.DEBUG", **changes)
    return [line.removeprefix("- ") for line in ended.stderr.splitlines() if line.startswith("- ")]

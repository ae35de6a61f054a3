"""Django under the settings of production, with an environment of the test's own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from secrets import token_urlsafe

from ciie.settings.env import BASE_DIR

SAFE = {
    "DJANGO_SETTINGS_MODULE": "ciie.settings.production",
    "SECRET_KEY": token_urlsafe(50),
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


LOADED_ANEW = """
import importlib, json, os, sys
from django.core.exceptions import ImproperlyConfigured
for environment in json.load(sys.stdin):
    os.environ.clear()
    os.environ.update(environment)
    for name in ("ciie.settings.base", "ciie.settings.production"):
        sys.modules.pop(name, None)
    said = ""
    try:
        importlib.import_module("ciie.settings.production")
    except ImproperlyConfigured as refusal:
        said = str(refusal)
    print(json.dumps([line.removeprefix("- ") for line in said.splitlines() if line.startswith("- ")]))
"""


def findings_of(many: Sequence[Mapping[str, str]]) -> list[list[str]]:
    """The sentences of a refusal for each of many environments, which one process loads one after the other."""
    given = json.dumps([{name: value for name, value in (SAFE | dict(changes)).items() if value} for changes in many])
    done = subprocess.run(
        [sys.executable, "-c", LOADED_ANEW], cwd=BASE_DIR, check=True, input=given, capture_output=True, text=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def findings(**changes: str) -> list[str]:
    """The sentences of a refusal; none if it starts."""
    ended = start("from django.conf import settings; settings.DEBUG", **changes)
    return [line.removeprefix("- ") for line in ended.stderr.splitlines() if line.startswith("- ")]

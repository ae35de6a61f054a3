"""The stream processes. Pages are served by `ciie.wsgi`."""

import os

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciie.settings.local")
django.setup(set_prefix=False)

from ciie.web.streams.application import StreamApplication  # noqa: E402  # it reads settings

application = StreamApplication(settings.STREAM_URLCONF)

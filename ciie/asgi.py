"""The ASGI application of the stream processes. Pages are served by `ciie.wsgi`."""

import os

import django
from django.conf import settings
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciie.settings.local")
django.setup(set_prefix=False)

application = import_string(settings.STREAMS)

"""The web processes, whose server runs `lanes`. Streams are served by `ciie.asgi`."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciie.settings.local")

application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # otherwise the first request would import it, and every view with it
lanes = import_module("ciie.web.lanes").Lanes(application)  # needs the settings first

# Loaded objects stay in memory. Scanning all of them for garbage took 200 ms, in the middle of every tenth edit of a
# large drawing; frozen objects are never scanned again.
gc.collect()
gc.freeze()

"""The web processes: `lanes` is what their server runs. Streams are served by `ciie.asgi`."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciie.settings.local")

application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # it would come with the first request, and with it every view
lanes = import_module("ciie.web.lanes").Lanes(application)  # it needs the settings first

# What has been loaded stays. Looking all of it through for garbage took 200 ms, in the middle of every tenth edit of a
# large drawing; frozen, it is never looked at again.
gc.collect()
gc.freeze()

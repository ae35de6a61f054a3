"""Our modules as they are served in production (see `ciie/web/storage.py`), and what a page fetches of them."""

import gzip
import re
from pathlib import Path
from posixpath import dirname, normpath

from django.conf import settings
from django.contrib.staticfiles import finders
from rjsmin import jsmin

from ciie.web.bundles import bundled

_FETCHED = re.compile(r'(?:from|import)\s*"(\.[^"]+)"')
MAP = "pavilions/plan/map.js"
EDITOR = "pavilions/plan-editor/editor.js"


def source(name: str) -> str:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    return Path(path).read_text()


def served_script(name: str) -> str:
    return bundled(name, source) if name in settings.JS_BUNDLES else str(jsmin(source(name)))


def fetched(entry: str) -> dict[str, str]:
    """What a browser fetches to run a module, by name: itself and what is not in it."""
    found: dict[str, str] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name not in found:
            text = found[name] = served_script(name)
            waiting += [normpath(f"{dirname(name)}/{where}") for where in _FETCHED.findall(text)]
    return found


def weight(entry: str) -> int:
    """Bytes of gzip, file by file."""
    return sum(len(gzip.compress(text.encode(), 9)) for text in fetched(entry).values())

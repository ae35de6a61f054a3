"""ES modules put together into one, so that a browser fetches one file and gzip sees all of them at once.

Only what our modules use is understood: named imports, imports without names, and exported functions, classes and
constants. Anything else is refused, so that no bundle differs from its modules.
"""

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath

from rjsmin import jsmin

from ciie.web.short_names import shortened

_IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:(?:async )?function\*?|class|const) (\w+))", re.MULTILINE)
_UNKNOWN = re.compile(r"^(?:import\b(?!\()|export\b|await\b).*|\bimport\.meta\b", re.MULTILINE)


def bundled(entry: str, read: Callable[[str], str]) -> str:
    """The module and all that it imports at once, without comments and indentation and with short names.

    Each module is a function of its own that runs once and returns what it exports, in the order in which a browser
    would run them. What is imported later (`import("./…")`) stays a file of its own, in the folder of `entry`. Raises
    `ValueError` for what cannot be put together.
    """
    places: dict[str, str] = {}
    parts: list[str] = []

    def add(name: str, waiting: tuple[str, ...]) -> str:
        if name in waiting:
            raise ValueError(f"Modules import one another: {' → '.join((*waiting, name))}")
        if name not in places:
            source = read(name)
            taken = "".join(
                f"const {{{names.replace(' as ', ':')}}}={place};" if names else ""
                for names, where in _IMPORT.findall(source)
                for place in [add(normpath(join(dirname(name), where)), (*waiting, name))]
            )
            body = _EXPORT.sub("", _IMPORT.sub("", source))
            if (unknown := _UNKNOWN.search(body)) or ("import(" in body and dirname(name) != dirname(entry)):
                raise ValueError(f"{name}: {unknown.group() if unknown else 'import() of a module elsewhere'}")
            places[name] = f"${len(places)}"
            given = ",".join(_EXPORT.findall(source))
            parts.append(
                f"{taken}\n{body}"
                if name == entry
                else f"const {places[name]}=(()=>{{{taken}\n{body}\nreturn{{{given}}}}})();"
            )
        return places[name]

    add(entry, ())
    return shortened(str(jsmin("\n".join(parts))))

"""Every operation of both apps."""

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def operations() -> Iterator[Callable[..., Any]]:
    """Those of every `operations` module or folder, whatever the package."""
    for app in ("exhibitors", "pavilions"):
        for path in sorted((ROOT / app).rglob("*.py")):
            module = path.relative_to(ROOT).with_suffix("").parts
            if "operations" in module:
                members = vars(importlib.import_module(".".join(module).removesuffix(".__init__"))).values()
                yield from (member for member in members if hasattr(member, "action"))

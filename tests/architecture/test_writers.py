"""Only operations write: views, forms, admin pages, the API, tasks and commands only translate."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
TRANSLATORS = ("views", "forms", "admin", "api", "tasks", "management", "filters", "tables", "templatetags")
OF_A_MANAGER = {"update", "delete", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update"}
MANAGERS = {"objects", "all", "filter", "exclude", "_default_manager"}
ALLOWED = {
    "ciie/accounts/forms.py:save": "The name somebody signs up with; allauth calls it while it makes the account.",
    "ciie/accounts/management/commands/encrypt_second_factors.py:bulk_update": "Keys of the same secrets; run once.",
    "pavilions/management/commands/import_floor_plan.py:create": "A hall that the drawing brings, at the console.",
    "pavilions/venue/admin.py:save": "Not yet an operation.",
}
"""Who may write by itself, and why."""


def modules() -> Iterator[Path]:
    for app in ("ciie", "exhibitors", "pavilions"):
        for path in sorted((ROOT / app).rglob("*.py")):
            parts = {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
            if parts & {*TRANSLATORS} and "sample" not in parts and "migrations" not in parts:
                yield path


def is_about_rows(node: ast.expr) -> bool:
    """Whether a call is made on a manager or a queryset: `Model.objects…`, `.filter(…)…`."""
    while True:
        if isinstance(node, ast.Attribute):
            if node.attr in MANAGERS:
                return True
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        else:
            return False


def writes_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = node.func
            is_save = called.attr in {"save", "asave", "adelete"} and not node.args
            if is_save or (called.attr in OF_A_MANAGER and is_about_rows(called.value)):
                yield f"{path.relative_to(ROOT)}:{called.attr}"


def test_translators_write_nothing_themselves() -> None:
    found = {each for path in modules() for each in writes_in(path)}
    assert found - ALLOWED.keys() == set()

"""Only operations write: views, forms, admin pages, the API, tasks and commands only translate."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
TRANSLATORS = ("views", "forms", "admin", "api", "tasks", "management", "filters", "tables", "templatetags")
OF_A_MANAGER = {"update", "delete", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update"}
OF_A_RELATION = {*OF_A_MANAGER, "add", "set", "remove", "clear", "abulk_create", "aadd", "aset", "aremove", "aclear"}
MANAGERS = {"objects", "all", "filter", "exclude", "_default_manager"}
ALLOWED = {
    "ciie/accounts/forms.py:save": "The name somebody signs up with; allauth calls it while it makes the account.",
    "ciie/accounts/management/commands/encrypt_second_factors.py:bulk_update": "Keys of the same secrets; run once.",
    "pavilions/management/commands/import_floor_plan.py:create": "A hall that the drawing brings, at the console.",
    "pavilions/plans/venue/admin.py:save": "Not yet an operation.",
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


def relations() -> Iterator[str]:
    """The names under which rows reach many others: `pavilion.managers`, `company.memberships`."""
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        yield from (field.name for field in options.many_to_many)
        yield from (str(rel.get_accessor_name()) for rel in options.related_objects if rel.multiple)


RELATIONS = frozenset(relations())


def is_of_a_relation(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in RELATIONS


def writes_in(text: str) -> Iterator[str]:
    """The writing methods that are called."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = node.func
            is_save = called.attr in {"save", "asave", "adelete"} and not node.args
            of_manager = called.attr in OF_A_MANAGER and is_about_rows(called.value)
            of_relation = called.attr in OF_A_RELATION and is_of_a_relation(called.value)
            if is_save or of_manager or of_relation:
                yield called.attr


@pytest.mark.parametrize(
    "text",
    [
        "pavilion.managers.add(person)",
        "pavilion.managers.set([])",
        "request.user.national_pavilions.clear()",
        "found.company.memberships.create(user=person)",
        "Company.objects.filter(pk=1).update(name='')",
        "row.save()",
    ],
)
def test_writes_of_every_kind_are_seen(text: str) -> None:
    assert len(list(writes_in(text))) == 1


def test_translators_write_nothing_themselves() -> None:
    found = {f"{path.relative_to(ROOT)}:{method}" for path in modules() for method in writes_in(path.read_text())}
    assert found - ALLOWED.keys() == set()

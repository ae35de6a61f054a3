"""Every package of the two apps is named in the contracts between and inside packages."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
ROOTS = {"admin", "management", "migrations", "models", "urls"}
"""Folders that Django looks for; they only gather what the packages have."""
PURE = {"pavilions.geometry", "pavilions.plan_formats", "pavilions.vector_files"}
"""Packages without layers: functions of their arguments."""


def packages() -> set[str]:
    folders = (path for app in ("exhibitors", "pavilions") for path in (ROOT / app).iterdir())
    return {f"{path.parent.name}.{path.name}" for path in folders if (path / "__init__.py").exists()} - {
        f"{app}.{name}" for app in ("exhibitors", "pavilions") for name in ROOTS
    }


def test_layers_inside_every_package_are_under_contract() -> None:
    (contract,) = (each for each in CONTRACTS if each["name"] == "Inside every package knowledge flows one way")
    assert contract["exhaustive"] is True
    assert set(contract["containers"]) == packages() - PURE


def test_templates_and_tests_stand_in_folders_of_packages() -> None:
    known = packages()
    for mirror in ("templates", "tests"):
        folders = (path for app in ("exhibitors", "pavilions") for path in (ROOT / mirror / app).iterdir())
        named = {f"{path.parent.name}.{path.name}" for path in folders if path.is_dir() and path.name != "__pycache__"}
        assert named - known - {"exhibitors.management", "pavilions.management"} == set(), mirror


def imported_by(path: Path) -> Iterator[tuple[str, str]]:
    """Each module that a file imports from, with each name that it takes."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def of_exhibitors(path: Path) -> set[str]:
    """What of a shared helper of tests stands on exhibitors: the factory of companies, and what makes one by it."""
    above = {name for module, name in imported_by(path) if module.startswith("exhibitors.")}
    parts = {
        node.name: {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
    }
    while more := {name for name, uses in parts.items() if uses & above} - above:
        above |= more
    return above


def test_tests_of_the_lower_apps_know_nothing_of_exhibitors() -> None:
    shared = {f"tests.{path.stem}": of_exhibitors(path) for path in (ROOT / "tests").glob("*.py")}
    assert {"CompanyFactory", "owner_of"} <= shared["tests.factories"]
    known = {
        f"{path.relative_to(ROOT)} knows {name} of {module}"
        for app in ("ciie", "pavilions")
        for path in (ROOT / "tests" / app).rglob("*.py")
        for module, name in imported_by(path)
        if module.startswith(("exhibitors", "tests.exhibitors")) or name in shared.get(module, ())
    }
    assert known == set()

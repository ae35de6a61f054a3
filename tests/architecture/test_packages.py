"""Every package of the two apps is named in the contracts between and inside packages."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
ROOTS = {"admin", "management", "migrations", "models", "urls"}
"""Folders that Django looks for; they only gather what the packages have."""
ROOMS = {
    *("pavilions.floor", "pavilions.plans", "pavilions.texts", "pavilions.national"),
    *("exhibitors.companies", "exhibitors.pricing", "exhibitors.bookings", "exhibitors.money", "exhibitors.promotion"),
    *("exhibitors.plan_pages", "exhibitors.office", "exhibitors.desk"),
}
"""Rooms of packages. One that has modules of its own is a package as well, named like the room."""
PURE = "pavilions.drawings"
"""A room of functions of their arguments, without layers."""
OF_DJANGO = {
    ("django.utils.translation", "gettext"),
    ("django.utils.translation", "gettext_lazy"),
    ("django.utils.translation", "ngettext"),
    ("django.core.exceptions", "ValidationError"),
    ("django.db.models", "TextChoices"),
}
"""What pure packages take of Django: words, and how a wrong value and a choice are said."""


def packages_in(folder: Path) -> set[str]:
    found = {path.name for path in folder.iterdir() if (path / "__init__.py").exists()}
    return {f"{folder.relative_to(ROOT).as_posix().replace('/', '.')}.{name}" for name in found}


def rooms() -> set[str]:
    every = {name for app in ("exhibitors", "pavilions") for name in packages_in(ROOT / app)}
    return every - {f"{app}.{name}" for app in ("exhibitors", "pavilions") for name in ROOTS}


def layers() -> set[str]:
    """The names that layers have, as in the contract."""
    (contract,) = (each for each in CONTRACTS if each["name"] == "Inside every package knowledge flows one way")
    return {name for line in contract["layers"][1:-1] for name in line.replace("(", "").replace(")", "").split(" | ")}


def packages() -> set[str]:
    """The packages with layers: those in a room, and rooms with modules of their own."""
    found = set()
    for room in ROOMS:
        folder = ROOT.joinpath(*room.split("."))
        inside = packages_in(folder)
        if (folder / "queries.py").exists() or (folder / "queries").exists():
            inside = {room, *(name for name in inside if name.rpartition(".")[2] not in layers())}
        found |= inside
    return found


def test_rooms_are_named() -> None:
    assert rooms() == ROOMS | {PURE}


def test_layers_inside_every_package_are_under_contract() -> None:
    (contract,) = (each for each in CONTRACTS if each["name"] == "Inside every package knowledge flows one way")
    assert contract["exhaustive"] is True
    assert set(contract["containers"]) == packages()


def test_drawings_take_only_words_of_django() -> None:
    modules = sorted(ROOT.joinpath(*PURE.split(".")).rglob("*.py"))
    taken = {pair for path in modules for pair in imported_by(path) if pair[0].startswith("django")}
    assert taken == OF_DJANGO


def test_templates_and_tests_stand_in_folders_of_packages() -> None:
    """They are named like the package, without its room."""
    inside = packages_in(ROOT.joinpath(*PURE.split(".")))
    known = {f"{name.partition('.')[0]}.{name.rpartition('.')[2]}" for name in packages() | inside}
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

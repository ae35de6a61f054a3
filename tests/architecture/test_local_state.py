"""A machine keeps nothing that another needs: no files beside the storage, no memory that no version ends."""

import ast
from collections.abc import Iterator

import pytest

from ciie.settings.env import BASE_DIR

WRITERS = {"write_text", "write_bytes", "mkdir", "rmtree", "mkstemp", "FileSystemStorage"} | {
    f"{kind}Temporary{what}" for kind in ("", "Named", "Spooled") for what in ("File", "Directory")
}
MEMORIES = {"KeyedCache", "LatestValues", "LRUCache", "TTLCache"}
"""Kept by one process. `VersionedValues` asks for a version each time, `SlotCache` is in Valkey, a `SingleFlight` keeps
nothing."""

FILES_OF_THE_MACHINE = {
    "ciie/uploads/storage.py": "the storage itself, where it is a folder",
    "ciie/web/downloads.py": "a file on its way out, without a name",
    "ciie/web/lanes.py": "long bodies and answers of one request, without a name, removed as it ends",
    "ciie/web/vendoring.py": "a developer's command",
    "ciie/world_map/atlas.py": "a developer's command",
    "ciie/web/management/commands/draw_preview.py": "a developer's command",
    "ciie/web/management/commands/translations.py": "a developer's command",
    "pavilions/management/commands/import_floor_plan.py": "rejected rows, beside the file of who calls it",
    "exhibitors/management/commands/import_companies.py": "rejected rows, beside the file of who calls it",
    "exhibitors/money/sales/documents/contract_pdf.py": "a folder for one call of the typesetter",
    "exhibitors/money/invoices/documents/transmitting.py": "the folder from which programs take e-invoices",
    "exhibitors/money/sales/documents/seal.py": "the self-made seal of a developer's machine",
    "ciie/privacy/export.py": "an archive on its way out, removed as it is closed",
}
REMEMBERED = {
    "ciie/kernel/slow_statements.py": "which statements it has logged in the last minute",
    "ciie/kernel/caches.py": "the caches themselves",
    "ciie/accounts/tokens.py": "for a second, as its docstring says",
    "ciie/web/revalidation.py": "pages by the version of what they show",
    "exhibitors/promotion/directory/queries.py": "words of a set that has a version",
    "exhibitors/promotion/directory/views.py": "answers by the version of what they show",
    "exhibitors/promotion/figures/queries/public_figures.py": "what is free, by the version of allotments",
    "exhibitors/plan_pages/plan_views/queries/plan_drawings.py": "drawings by the version of their plan",
    "exhibitors/bookings/totals/queries.py": "totals by the version of their movements",
    "pavilions/plans/api.py": "answers by the version of their plan",
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for app in ("ciie", "pavilions", "exhibitors"):
        for path in (BASE_DIR / app).rglob("*.py"):
            name = path.relative_to(BASE_DIR)
            if not {"migrations", "sample"} & set(name.parts) and name.parts[:2] != ("ciie", "local"):
                yield str(name), ast.parse(path.read_text())


def called(node: ast.AST) -> str:
    """The last name of what is called: `File` of `files.File()`, `KeyedCache` of `KeyedCache[…]()`."""
    return last_name(node.func) if isinstance(node, ast.Call) else ""


def last_name(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=inner) | ast.Call(func=inner):
            return last_name(inner)
        case _:
            return ""


def places(names: set[str], trees: list[tuple[str, ast.Module]]) -> set[str]:
    return {name for name, tree in trees if any(called(node) in names or _opens(node) for node in ast.walk(tree))}


def _opens(node: ast.AST) -> bool:
    """The built-in `open`, which knows no storage."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"


@pytest.fixture(scope="module")
def trees() -> list[tuple[str, ast.Module]]:
    return list(modules())


def test_files_go_through_the_storage(trees: list[tuple[str, ast.Module]]) -> None:
    assert places(WRITERS, trees) == set(FILES_OF_THE_MACHINE)


def test_the_folder_of_media_is_known_to_settings_alone(trees: list[tuple[str, ast.Module]]) -> None:
    naming = {name for name, _tree in trees if "MEDIA_ROOT" in (BASE_DIR / name).read_text()}
    assert {name for name in naming if not name.startswith("ciie/settings/")} == set()


def test_what_a_process_remembers_has_a_version(trees: list[tuple[str, ast.Module]]) -> None:
    remembering = {name for name, tree in trees if any(called(node) in MEMORIES for node in ast.walk(tree))}
    assert remembering == set(REMEMBERED)


def test_functions_that_remember_ask_no_database(trees: list[tuple[str, ast.Module]]) -> None:
    asking = {"objects", "row_of", "rows_of", "cursor", "using"}
    remembering = [(name, node) for name, tree in trees for node in ast.walk(tree) if is_kept(node)]
    assert {name for name, node in remembering if asking & {last_name(each) for each in ast.walk(node)}} == set()


def is_kept(node: ast.AST) -> bool:
    """Whether this is a function whose answers are kept for good."""
    decorators = node.decorator_list if isinstance(node, ast.FunctionDef) else []
    return bool({"cache", "lru_cache"} & {last_name(decorator) for decorator in decorators})


@pytest.mark.parametrize("written", ["open('x')", "Path('x').write_text('')", "tempfile.TemporaryFile()"])
def test_the_search_finds_files(written: str) -> None:
    assert places(WRITERS, [("a", ast.parse(written))]) == {"a"}
    assert places(WRITERS, [("a", ast.parse("default_storage.open('x')"))]) == set()

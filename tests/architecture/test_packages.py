"""Every package of the two apps is named in the contracts between and inside packages."""

import tomllib
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

"""Days are those of a place, never UTC's: an instant becomes a day by `day_of` or `day_there` alone."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from ciie.kernel.days import day_of

ROOT = Path(__file__).parents[2]
SOURCES = [
    path
    for app in ("ciie", "pavilions", "exhibitors")
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
WITHOUT_ZONE = {"ciie/tables/sheets.py"}
"""Where a moment has no zone at all: the cells of a workbook."""

DAY_MAKERS = {"localdate", "TruncDate", "TruncDay", "ExtractDay"}
LOOKUPS = re.compile(r"\w+_at__(date|day|month|year)\b")


def named(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def makes_a_day(node: ast.AST) -> bool:
    """`x.date()`, `x.today()`, `localdate()`, `TruncDate(…)`, and lookups by the day of an instant."""
    if isinstance(node, ast.Call):
        name = named(node)
        if name in {"date", "today"}:
            return isinstance(node.func, ast.Attribute) and not (node.args or node.keywords)
        return name in DAY_MAKERS
    if isinstance(node, ast.keyword):
        return bool(node.arg and LOOKUPS.fullmatch(node.arg))
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(LOOKUPS.fullmatch(node.value))


def own_ways(tree: ast.AST) -> Iterator[int]:
    return (getattr(node, "lineno", 0) for node in ast.walk(tree) if makes_a_day(node))


def test_no_module_makes_days_in_a_way_of_its_own() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in SOURCES
        for line in own_ways(ast.parse(path.read_text()))
        if path != ROOT / "ciie/kernel/days.py"
    }
    assert {each for each in found if each.split(":")[0] not in WITHOUT_ZONE} == set()


@pytest.mark.parametrize(
    "written",
    [
        "at.date()",
        "at.astimezone(zone).date()",
        "date.today()",
        "localdate()",
        "TruncDate('x')",
        "f(added_at__date=day)",
    ],
)
def test_each_way_of_its_own_is_seen(written: str) -> None:
    assert list(own_ways(ast.parse(written)))


GIVEN = re.compile(
    r"\{%\s*(?P<tag>end)?timezone\b"
    r"|(?P<instant>\b(?:bulletin|draft|record|topic|review|run|exhibit|booking|desk|session|plan)[\w.]*_at)\|date"
)
IN_A_ZONE_ALREADY = {
    "exhibitors/bookings/countdown.html",  # the machine's form, with its offset
    "exhibitors/catalogue/organizer_exhibit.html",  # the view overrides the zone
    "exhibitors/review/review_decision.html",  # included in a zone
    "exhibitors/reconciliation/reconciliation.html",  # of no edition: the site's zone
    "pavilions/drafts/drafts_of_hall.html",  # a table's cells: the site's zone
    "pavilions/drafts/published.html",
    "pavilions/programme/topic.html",  # the view overrides the zone
}


def test_pages_tell_instants_of_an_edition_in_its_zone() -> None:
    loose = set()
    for path in TEMPLATES:
        depth = 0
        for match in GIVEN.finditer(path.read_text()):
            if match["instant"] is None:
                depth += -1 if match["tag"] else 1
            elif depth == 0:
                loose.add(str(path.relative_to(ROOT / "templates")))
    assert loose - IN_A_ZONE_ALREADY == set()


def test_site_is_at_home_in_a_zone_of_its_own() -> None:
    assert settings.TIME_ZONE == "Asia/Shanghai"


def test_minute_after_midnight_belongs_to_the_new_day() -> None:
    assert str(day_of(datetime(2024, 5, 17, 16, 1, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))) == "2024-05-18"


def test_moment_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        day_of(datetime(2024, 5, 17, 16, 1), UTC)  # noqa: DTZ001  (what is refused)

"""Findings against the rules of a hall as the editor shows them: a list, and marks on the plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from pavilions.drawings.geometry import Ring, bounds
from pavilions.plans.safety.checking import Finding, Line, Measured, measure_words
from pavilions.plans.safety.queries import JudgedFinding, PlanCheck
from pavilions.plans.safety.states import AT_MOST, Severity

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class DrawnFinding:
    """A finding with its place.

    `path` surrounds the booths, `measured` follows the line of the measure, and `words` stand `at` a point.
    """

    judged: JudgedFinding
    keys: str
    """The editor's keys of the booths and exits concerned."""
    path: str
    measured: str
    words: str
    at: tuple[int, int] | None

    @property
    def is_mandatory(self) -> bool:
        return self.judged.finding.rule.severity == Severity.MANDATORY


def drawn_findings(check: PlanCheck) -> list[DrawnFinding]:
    """Return the findings that stop publishing, mandatory rules first."""
    if check.measured is None:
        return []
    return list(_drawn(check.stopping[:MOST_SHOWN], check.measured))


def words_and_marks(check: PlanCheck, *, along_ways: bool) -> dict[str, str]:
    """Return the HTML of the list and the SVG of the marks."""
    context = {
        "found": drawn_findings(check),
        "more": max(0, len(check.stopping) - MOST_SHOWN),
        "check": check,
        "along_ways": along_ways,
    }
    return {
        "list": render_to_string("pavilions/safety/drawn_list.html", context),
        "marks": render_to_string("pavilions/safety/drawn_marks.svg", context),
    }


def _drawn(findings: Sequence[JudgedFinding], measured: Measured) -> Iterator[DrawnFinding]:
    for judged in findings:
        finding = judged.finding
        rings = [measured.hall.booths[booth] for booth in finding.booths]
        rings += [measured.hall.marked[exit_] for exit_ in finding.obstructions]
        keys = [*(f"b{booth}" for booth in finding.booths), *(f"o{exit_}" for exit_ in finding.obstructions)]
        yield DrawnFinding(
            judged,
            " ".join(keys),
            "".join(f"{_path(ring)}Z" for ring in rings),
            "".join(_path(line) for line in finding.lines if line),
            _limit_words(finding),
            _place(finding.lines, rings),
        )


def _path(points: Line | Ring) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def _limit_words(finding: Finding) -> str:
    """Return words such as `2.4 m < 3 m`."""
    measure = finding.rule.measure
    sign = ">" if measure in AT_MOST else "<"
    return f"{measure_words(finding.measured, measure)} {sign} {measure_words(finding.limit, measure)}"


def _place(lines: Sequence[Line], rings: Sequence[Ring]) -> tuple[int, int] | None:
    """Return the middle of the measured line, or else of the first shape concerned."""
    for points in (*lines, *rings):
        if points:
            box = bounds([(round(x), round(y)) for x, y in points])
            return (box.left + box.right) // 2, (box.top + box.bottom) // 2
    return None

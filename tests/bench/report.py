"""The table for people and `bench.json` for programs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from tests.bench.load import Measured

FILE = Path("bench.json")


@dataclass(frozen=True)
class Line:
    """One scenario: `name` ends with the number of clients. `web_ms` and `database_ms`: processor time per answer."""

    name: str
    per_second: float
    median_ms: float
    p95_ms: float
    p99_ms: float
    web_ms: float
    database_ms: float
    statuses: dict[int, int]

    @classmethod
    def of(cls, name: str, measured: Measured, per_second: float) -> Self:
        median, p95, p99 = (measured.percentile_ms(share) for share in (0.5, 0.95, 0.99))
        each = 1000 / len(measured.seconds)
        web, database = measured.processor.web * each, measured.processor.database * each
        return cls(name, per_second, median, p95, p99, web, database, dict(measured.statuses))


@dataclass(frozen=True)
class Target:
    name: str
    found: str
    wanted: str
    is_met: bool

    @classmethod
    def at_least(cls, name: str, found: float, wanted: float) -> Self:
        return cls(name, f"{found:.2f}", f"≥ {wanted}", found >= wanted)

    @classmethod
    def below(cls, name: str, found: float, wanted: float) -> Self:
        return cls(name, f"{found:.1f}", f"< {wanted}", found < wanted)

    @classmethod
    def exactly(cls, name: str, found: Mapping[int, int], wanted: Mapping[int, int]) -> Self:
        return cls(name, _counts(found), _counts(wanted), dict(found) == dict(wanted))


HEADINGS = ("per second", "median ms", "p95 ms", "p99 ms", "web ms", "db ms")


def report(lines: Sequence[Line], targets: Sequence[Target]) -> None:
    print(f"\n{'scenario, clients':<38}{''.join(f'{heading:>11}' for heading in HEADINGS)}  answers")
    for line in lines:
        times = (line.median_ms, line.p95_ms, line.p99_ms)
        figures = [f"{line.per_second:.0f}", *(f"{time:.1f}" for time in times)]
        figures += [f"{work:.2f}" for work in (line.web_ms, line.database_ms)]
        print(f"{line.name:<38}{''.join(f'{figure:>11}' for figure in figures)}  {_counts(line.statuses)}")
    if not targets:
        return
    print(f"\n{'target':<56}{'found':>18}{'wanted':>18}")
    for target in targets:
        print(f"{target.name:<56}{target.found:>18}{target.wanted:>18}  {'met' if target.is_met else 'MISSED'}")
    found = {"lines": [asdict(line) for line in lines], "targets": [asdict(target) for target in targets]}
    FILE.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    print(f"\nWritten to {FILE}.")


def _counts(statuses: Mapping[int, int]) -> str:
    return ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))

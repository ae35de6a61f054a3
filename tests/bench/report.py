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
    """One scenario: `name` ends with the number of clients."""

    name: str
    per_second: float
    median_ms: float
    p95_ms: float
    p99_ms: float
    statuses: dict[int, int]

    @classmethod
    def of(cls, name: str, measured: Measured, per_second: float) -> Self:
        median, p95, p99 = (measured.percentile_ms(share) for share in (0.5, 0.95, 0.99))
        return cls(name, per_second, median, p95, p99, dict(measured.statuses))


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


def report(lines: Sequence[Line], targets: Sequence[Target]) -> None:
    print(f"\n{'scenario, clients':<38}{'per second':>12}{'median ms':>11}{'p95 ms':>9}{'p99 ms':>9}  answers")
    for line in lines:
        figures = f"{line.per_second:>12.0f}{line.median_ms:>11.1f}{line.p95_ms:>9.1f}{line.p99_ms:>9.1f}"
        print(f"{line.name:<38}{figures}  {_counts(line.statuses)}")
    print(f"\n{'target':<56}{'found':>18}{'wanted':>18}")
    for target in targets:
        print(f"{target.name:<56}{target.found:>18}{target.wanted:>18}  {'met' if target.is_met else 'MISSED'}")
    found = {"lines": [asdict(line) for line in lines], "targets": [asdict(target) for target in targets]}
    FILE.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    print(f"\nWritten to {FILE}.")


def _counts(statuses: Mapping[int, int]) -> str:
    return ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))

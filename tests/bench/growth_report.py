"""What `make bench-growth` prints, and `bench-growth.json`."""

import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.visits import Fault, Visit, faults_of, is_slower

FILE = Path("bench-growth.json")
MOST_SHOWN = 10


def report(alone: Sequence[Visit], beside: Sequence[Visit], most: Mapping[str, int]) -> int:
    """Print the slowest and what reads the past; return 1 if anything does."""
    pairs = list(zip(alone, beside, strict=True))
    faults = [fault for small, large in pairs for fault in faults_of(small, large, most)]
    failing = {(fault.visit.role, fault.visit.address) for fault in faults}
    slower = [(small, large) for small, large in pairs if is_slower(small, large)]
    slower.sort(key=lambda pair: pair[1].milliseconds - pair[0].milliseconds, reverse=True)
    write = sys.stdout.write
    for role in dict.fromkeys(visit.role for visit in beside):
        of_role = [(small, large) for small, large in pairs if large.role == role]
        times = [sum(visit.milliseconds for visit in visits) / 1000 for visits in zip(*of_role, strict=True)]
        statements = sum(len(large.statements) for _small, large in of_role)
        write(f"{role:12} {len(of_role):5} addresses, {statements:7,} statements, ")
        write(f"{times[0]:7.1f} s alone, {times[1]:7.1f} s beside\n")
    write(f"\n{len(pairs)} addresses, {len(failing)} read the past, {len(slower)} took longer\n\n")
    write(f"{'most time added':72} {'alone':>9} {'beside':>9}\n")
    for small, large in slower[:MOST_SHOWN]:
        write(f"{large.role + ' ' + large.address:72.72} {small.milliseconds:6.0f} ms {large.milliseconds:6.0f} ms\n")
    grouped: defaultdict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        grouped[fault.statement or fault.what].append(fault)
    for words, found in sorted(grouped.items(), key=lambda each: -len(each[1])):
        write(f"\n{len(found)} × {found[0].visit.role} {found[0].visit.address}: {found[0].what}\n    {words[:300]}\n")
    rows = [
        {
            "role": large.role,
            "address": large.address,
            "alone_ms": small.milliseconds,
            "beside_ms": large.milliseconds,
            "statements": len(large.statements),
            "faults": [fault.what for fault in faults_of(small, large, most)],
        }
        for small, large in pairs
    ]
    FILE.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
    write(f"\nWritten to {FILE}.\n")
    return 1 if faults else 0

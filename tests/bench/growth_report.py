"""What `make bench-growth` prints, and `bench-growth.json`."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.bench.visits import NEVER, Fault, Visit, faults_of, is_slower, shows_more

FILE = Path("bench-growth.json")
MOST_SHOWN = 10


def report(pairs: Sequence[tuple[Visit, Visit]], most: Mapping[str, int]) -> int:
    """Print what was covered, the slowest, and what reads the past; return 1 if anything does."""
    faults = [fault for small, large in pairs for fault in faults_of(small, large, most)]
    failing = {(fault.visit.role, fault.visit.address) for fault in faults}
    slower = [(small, large) for small, large in pairs if is_slower(small, large)]
    slower.sort(key=lambda pair: (shows_more(*pair), pair[0].milliseconds - pair[1].milliseconds))
    longer = sum(shows_more(*pair) for pair in slower)
    write = sys.stdout.write
    write(f"{'who':10} {'pages':>6} {'API calls':>9} {'accepted':>8} {'statements':>10} {'small':>8} {'large':>8}\n")
    for role in dict.fromkeys(large.role for _small, large in pairs):
        of_role = [(small, large) for small, large in pairs if large.role == role]
        calls = [large for _small, large in of_role if large.method]
        on_small, on_large = (
            sum(visit.milliseconds for visit in visits) / 1000 for visits in zip(*of_role, strict=True)
        )
        statements = sum(len(large.statements) for _small, large in of_role)
        accepted = sum(call.status < 300 for call in calls)
        write(f"{role:10} {len(of_role) - len(calls):6} {len(calls):9} {accepted:8} {statements:10,} ")
        write(f"{on_small:6.1f} s {on_large:6.1f} s\n")
    unvisited = sorted(views() - {large.route for _small, large in pairs})
    write(
        f"\n{len(unvisited)} views were not asked for: no page that was seen leads to them, or they only take forms.\n"
    )
    write(f"{len(pairs)} addresses, {len(failing)} read the past, {len(slower)} took longer, ")
    write(f"{longer} of these are pages that show more\n\n")
    write(f"{'took longer':72} {'small':>9} {'large':>9}\n")
    for small, large in slower[: max(MOST_SHOWN, len(slower) - longer)]:
        write(f"{large.role + ' ' + large.address:72.72} {small.milliseconds:6.0f} ms {large.milliseconds:6.0f} ms")
        write("  shows more\n" if shows_more(small, large) else "\n")
    grouped: defaultdict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        grouped[fault.statement or fault.what].append(fault)
    for words, found in sorted(grouped.items(), key=lambda each: -len(each[1])):
        write(f"\n{len(found)} × {found[0].visit.role} {found[0].visit.address}: {found[0].what}\n    {words[:300]}\n")
    rows = [
        {
            "role": large.role,
            "address": large.address,
            "route": large.route,
            "status": large.status,
            "small_ms": round(small.milliseconds, 1),
            "large_ms": round(large.milliseconds, 1),
            "statements": [len(small.statements), len(large.statements)],
            "lines": [small.lines, large.lines],
            "bytes": [small.size, large.size],
            "faults": [[fault.what, fault.statement, fault.plan] for fault in faults_of(small, large, most)],
        }
        for small, large in pairs
    ]
    FILE.write_text(json.dumps({"visits": rows, "not_visited": unvisited}, indent=1, ensure_ascii=False) + "\n")
    write(f"\nWritten to {FILE}.\n")
    return 1 if faults else 0


def views() -> set[str]:
    """The names of everything that the site answers, but for what `NEVER` leaves out."""

    def names(patterns: Sequence[URLPattern | URLResolver], space: str, before: str) -> Iterator[str]:
        for each in patterns:
            path = before + str(each.pattern)
            if isinstance(each, URLResolver):
                inner = f"{space}{each.namespace}:" if each.namespace else space
                yield from names(each.url_patterns, inner, path)
            elif each.name and not NEVER.search("/" + path.lstrip("^")):
                yield space + each.name

    return {name for name in names(get_resolver().url_patterns, "", "") if not name.startswith("api:")}

"""`make bench-growth`: what the site's past costs its present.

The current edition (50,000 booths, 20,000 bookings) is visited beside 50 short past editions, then beside 200 with a
million bookings, 200,000 companies and four million movements of m². Fifty editions fill the first page of every list,
that of editions too, so that both visits show as much; nothing of the current edition and of the fifty differs. Each
role asks for every page and file that it finds by links, once with every statement explained and then for time, each
time with empty caches, as after a change.

An address fails if on the large data

- it has another status, or takes another number of statements each time that it is asked for;
- a statement reads of a big table (100,000 rows and more there) more rows than the whole small table has, than one and
  a half times those that it reads of the small one, and 26,000 more, as counting a long list may: rows that its scans
  give and those that their filters drop. So nothing scans or sorts what the past has added, which the clock would not
  prove;
- it reads more blocks than five for each row, than one and a half times those of the small data, and 500 more: then it
  searches an index from end to end.

A file that has more lines on the large data, since it is one of all editions, may take as many times the statements,
rows, blocks and time.

Its time counts as more where it is above one and a half times the former, and 5 ms more; that is printed, since the
machine's other work shows in it. A list of which the small data do not fill the first page shows more on the large:
such pages are counted too, and said beside, where they are longer by as much as they take longer. That pages cope with
a current edition of this size is seen in the times themselves.
The tasks of the timetable are run and explained in the same way.
"""

import os
from argparse import ArgumentParser
from importlib import import_module

from ciie.local.servers import LOCAL_DIR
from tests.bench.servers import data_servers

PAST_EDITIONS = 200
"""Their numbers lead up to this one, the last before those of the sample."""
DATA = LOCAL_DIR / "growth"


ROLES = {
    "anonymous": ("", "/"),
    "exhibitor": ("exhibitor@example.org", "/desk/"),
    "pavilion": ("pavilion@example.org", "/pavilions/"),
    "reviewer": ("reviewer@example.org", "/organizer/"),
    "finance": ("finance@example.org", "/organizer/"),
    "organizer": ("organizer@example.org", "/organizer/"),
    "admin": ("admin@example.org", "/admin/"),
}
"""The sample's logins: director, reviewer and planner are one person; and where they begin."""


def main() -> int:
    options = ArgumentParser(description="What the site's past costs its present.")
    options.add_argument("--editions", type=int, default=PAST_EDITIONS, help="so many past editions")
    options.add_argument("--roles", nargs="*", choices=[*ROLES, "task"], default=[*ROLES, "task"], help="only these")
    options.add_argument("--only", default="", help="only addresses that match this expression")
    options.add_argument("--every", type=int, default=1, help="only every second, third… of the addresses")
    options.add_argument("--found", action="store_true", help="the addresses of the run before, not looked for again")
    options.add_argument("--again", action="store_true", help="fill the databases again, whatever they are")
    options.add_argument("--migrate", action="store_true", help="bring filled databases to the present migrations")
    chosen = options.parse_args()
    with data_servers(DATA, are_kept=not chosen.again) as environment:
        os.environ.update(environment)
        import_module("ciie.wsgi")  # it needs the settings first
        logins = {role: login for role, login in ROLES.items() if role in chosen.roles}
        measure = import_module("tests.bench.growth_pairs").measure
        return int(
            measure(
                logins,
                editions=chosen.editions,
                only=chosen.only,
                every=chosen.every,
                are_found=chosen.found,
                has_tasks="task" in chosen.roles,
                may_migrate=chosen.migrate,
            )
        )


if __name__ == "__main__":
    raise SystemExit(main())

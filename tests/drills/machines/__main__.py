"""`make machines`: a site on several machines, and what it is asked to survive, with figures.

Two web machines and two workers, each with its own checkout, packages and home; a balancer, PgBouncer, PostgreSQL with
a streaming replica, Valkey, object storage and a mail server on machines of their own; production settings. All of it
is started with the words of `compose.yaml`.
"""

import argparse
import os
import signal
import sys
import time

from tests.drills.machines.scenarios import SCENARIOS, Drill
from tests.drills.machines.site import NEEDED, missing_programs, site


def main() -> int:
    asked = argparse.ArgumentParser(prog="make machines", description=__doc__.split("\n", 1)[0])
    asked.add_argument("--seconds", type=float, default=30, help="how long a machine is away (30)")
    asked.add_argument("--clients", type=int, default=6, help="how many book at the same time (6)")
    asked.add_argument("scenarios", nargs="*", metavar="scenario", help=f"some of: {', '.join(SCENARIOS)}")
    said = asked.parse_args()
    if unknown := set(said.scenarios) - set(SCENARIOS):
        asked.error(f"There is no {', '.join(sorted(unknown))}; there are {', '.join(SCENARIOS)}.")
    if missing := missing_programs():
        packages = " ".join(NEEDED[program] for program in missing)
        print(f"{', '.join(missing)} missing. As root: apt-get install --no-install-recommends {packages}")
        return 2
    signal.signal(signal.SIGTERM, lambda _number, _frame: os.kill(os.getpid(), signal.SIGINT))
    began = time.monotonic()
    with site() as running:
        many, after = len(running.network.machines), time.monotonic() - began
        where = "network namespaces" if running.network.has_namespaces else "loopback addresses; nothing can be cut off"
        print(f"the site runs on {many} machines in {where}, after {after:.0f} s", flush=True)
        drill = Drill(running, said.seconds, said.clients)
        for name in said.scenarios or SCENARIOS:
            drill.try_out(name)
    return drill.say()


if __name__ == "__main__":
    sys.exit(main())

"""`make bench`: measures the site over HTTP beside the least that the same machine can do, in one run."""

import os
import sys
from argparse import ArgumentParser, Namespace

import django
from django.core.management import call_command
from django.utils.module_loading import import_string

from tests.bench.servers import data_servers, web_server

ROUNDS = 2


def main() -> int:
    wanted = _arguments()
    with data_servers() as environment:
        os.environ.update(environment)
        django.setup()
        call_command("migrate", verbosity=0)
        measure = import_string("tests.bench.run.measure")  # it imports models, which need the settings first
        with web_server(environment) as (port, workers):
            measure(port, workers, only=wanted.only, rounds=wanted.rounds)
    return 0


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--only", action="append", default=[], metavar="SCENARIO", help="this scenario alone, no targets"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each scenario is measured")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

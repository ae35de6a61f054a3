"""`make bench`: measures the site over HTTP beside the least that the same machine can do, in one run."""

import os
import sys

import django
from django.core.management import call_command
from django.utils.module_loading import import_string

from tests.bench.servers import data_servers, web_server


def main() -> int:
    with data_servers() as environment:
        os.environ.update(environment)
        django.setup()
        call_command("migrate", verbosity=0)
        measure = import_string("tests.bench.run.measure")  # it imports models, which need the settings first
        with web_server(environment) as port:
            measure(port)
    return 0


if __name__ == "__main__":
    sys.exit(main())

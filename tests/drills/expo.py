"""Fills a database with the edition of the benchmarks and prints what clients need to know of it, as JSON."""

import json
import sys

import django

django.setup()

from tests.bench.expo import EDITION, build  # noqa: E402  models need the registry

expo = build(halls=int(sys.argv[1]) if sys.argv[1:] else 2)
print(
    json.dumps(
        {
            "edition": EDITION,
            "companies": expo.companies,
            "tokens": expo.tokens,
            "organizer": expo.organizer_token,
            "booths": [reference for pair in zip(*expo.references, strict=True) for reference in pair],
        }
    )
)

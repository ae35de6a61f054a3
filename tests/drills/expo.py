"""Fills a database with the edition of the benchmarks and prints what clients need to know of it, as JSON."""

import argparse
import json

import django

django.setup()

from tests.bench.expo import COMPANIES, EDITION, build  # noqa: E402  models need the registry

asked = argparse.ArgumentParser()
asked.add_argument("--halls", type=int, default=2, help="of 1,500 booths")
asked.add_argument("--companies", type=int, default=COMPANIES)
options = asked.parse_args()
expo = build(halls=options.halls, companies=options.companies)
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

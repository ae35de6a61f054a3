"""Fills a database with the edition of the benchmarks and prints what clients need to know of it, as JSON."""

import json

import django

django.setup()

from tests.bench.expo import EDITION, build  # noqa: E402  models need the registry

expo = build(halls=2)
print(
    json.dumps(
        {
            "edition": EDITION,
            "companies": expo.companies,
            "tokens": expo.tokens,
            "booths": [reference for pair in zip(*expo.references, strict=True) for reference in pair],
        }
    )
)

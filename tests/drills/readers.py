"""People who only look, in a process of their own: `python -m tests.drills.readers URL UNTIL PATH …` prints JSON.

Each reads one page after the other, by a new connection, until the given moment (seconds since 1970). The answer is a
list of moment, seconds, status and path of every page; a status of 0 is no answer at all.
"""

import json
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import urlopen

READERS = 8
PAUSE_SECONDS = 0.3
TIMEOUT_SECONDS = 30


def read(site: str, until: float, paths: list[str], seed: int) -> list[tuple[float, float, int, str]]:
    chance = random.Random(seed)  # noqa: S311
    found = []
    while (began := time.time()) < until:
        path = chance.choice(paths)
        try:
            with urlopen(site + path, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310  # our own address
                answer.read()
                status = answer.status
        except HTTPError as error:
            status = error.code
        except (OSError, HTTPException):
            status = 0
        found.append((began, time.time() - began, status, path))
        time.sleep(PAUSE_SECONDS)
    return found


if __name__ == "__main__":
    site, until, *paths = sys.argv[1:]
    with ThreadPoolExecutor(READERS) as people:
        each = people.map(lambda seed: read(site, float(until), paths, seed), range(READERS))
        json.dump([row for rows in each for row in rows], sys.stdout)

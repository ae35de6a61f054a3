"""Every form of the site and the admin, mutated and sent as every role; nothing answers with a 5xx.

A small run is part of the tests. The large one: `.venv/bin/python -m tests.fuzz --count 5000 --seed 1`.
"""

COUNT, SEED, PAGES, ROLE = "FUZZ_COUNT", "FUZZ_SEED", "FUZZ_PAGES", "FUZZ_ROLE"

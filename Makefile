# One door. `make run` needs nothing but Python >= 3.12, make and a network; everything else it gets for itself.

PYTHON := .venv/bin/python
ARGS ?=
CATALOGUES := $(wildcard ciie/locale/*/LC_MESSAGES/django.po)
EXTRAS ?= s3 seal einvoice telemetry

# Compiled modules are kept, whatever the environment says: without them every process compiles for seconds as it starts.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run fmt lint test test-all mutants coverage bench bench-live bench-viewer bench-drafts bench-directory bench-reading bench-sales bench-growth restore-drill failover machines chaos soak herd update-drill sbom check ready packages

help:
	@echo "make run     the expo with its servers and a sample edition (PORT=8123 make run chooses the port)"
	@echo "make test    what is run while working: all but the slow tests (ARGS='tests/pavilions -x' narrows them)"
	@echo "make test-all   every test (ARGS as above)"
	@echo "make mutants    how many random mutants of operations the tests kill (ARGS='--count 40 exhibitors/money/sales')"
	@echo "make fmt     formats the code and sorts its imports"
	@echo "make lint    linters, types, import contracts, migrations, translations: what CI checks before the tests"
	@echo "make coverage   which lines the tests without a browser run: a table, and pages in .local/coverage"
	@echo "make check   exactly what CI runs: linters, types, import contracts, deployment checks, tests"
	@echo "make bench   the benchmarks: a table, and bench.json"
	@echo "make bench-live  how soon a booking is seen on 500 and on 2,000 open plans, and what an open plan costs"
	@echo "make bench-directory  how soon a search among 50,000 exhibits is answered"
	@echo "make bench-reading  how long large lists and plans take to read, beside the most that they may take"
	@echo "make bench-sales  how long 800 offers take to prepare, and a plan of 1,500 booths to price"
	@echo "make bench-growth  what 200 past editions with a million bookings cost the present one: plans and times"
	@echo "make bench-drafts  how long the server takes for each kind of edit of a draft of 1,500 booths"
	@echo "make bench-viewer  the plan's viewer and editor in Chromium: a table, and bench-viewer.json"
	@echo "make machines  the site on several machines, some of which fail: a table (ARGS='--seconds=5 killed paused')"
	@echo "make chaos  every process is killed ten times under load; nothing acknowledged is lost or doubled (ARGS=--kills=1)"
	@echo "make soak    the site as it ships, under light load in waves: nothing may grow (ARGS=--minutes=600; 30 by default)"
	@echo "make herd    booking opens for 1,000 and 5,000 clients in one second, while others read (ARGS='--clients 1000')"
	@echo "make restore-drill  a database is lost while it takes bookings, restored to a moment, and compared (ARGS=--seconds=3)"
	@echo "make failover  the primary is killed, then cut off, while it takes bookings; a standby is promoted, nothing is lost"
	@echo "make sbom    what the image is made of, in CycloneDX: the Python packages of uv.lock, in sbom.cdx.json (EXTRAS=s3)"
	@echo "make update-drill   the tests of operations of the release before, on a database that this one migrated (ARGS=COMMIT)"

run: ready
	@$(PYTHON) -m ciie.local

test: ready
	@$(PYTHON) -m tests.browser.chromium
	@$(PYTHON) -m pytest --numprocesses logical --dist worksteal -m "not slow" --hypothesis-profile few $(ARGS)

test-all: ready
	@$(PYTHON) -m tests.browser.chromium
	@$(PYTHON) -m pytest --numprocesses logical --dist worksteal $(ARGS)

mutants: ready
	@$(PYTHON) -m tests.mutants $(ARGS)

coverage: ready
	@$(PYTHON) -m pytest --numprocesses logical --dist worksteal -m "not browser" --cov --cov-report=term:skip-covered --cov-report=html:.local/coverage $(ARGS)

fmt: ready
	@.venv/bin/ruff check --quiet --fix-only --select I .
	@.venv/bin/ruff format .

lint: ready
	@.ci/lint

bench: ready
	@$(PYTHON) -m tests.bench $(ARGS)

bench-viewer: ready
	@$(PYTHON) -m tests.bench.viewer

check: ready
	@.ci/check

bench-live: ready
	@$(PYTHON) -m tests.bench.live

bench-directory: ready
	@$(PYTHON) -m tests.bench.directory

bench-drafts: ready
	@$(PYTHON) -m tests.bench.drafts

bench-reading: ready
	@$(PYTHON) -m tests.bench.reading

bench-sales: ready
	@$(PYTHON) -m tests.bench.sales

bench-growth: ready
	@$(PYTHON) -m tests.bench.growth $(ARGS)

chaos: ready
	@$(PYTHON) -m tests.drills.chaos $(ARGS)

soak: ready
	@$(PYTHON) -m tests.drills.soak $(ARGS)

herd: ready
	@$(PYTHON) -m tests.drills.herd $(ARGS)

restore-drill: ready
	@$(PYTHON) -m tests.drills.restore $(ARGS)

failover: ready
	@$(PYTHON) -m tests.drills.failover $(ARGS)

machines: ready
	@$(PYTHON) -m tests.drills.machines $(ARGS)

sbom:
	@.ci/uv export --locked --no-default-groups $(EXTRAS:%=--extra=%) --format=cyclonedx1.5 --preview-features=sbom-export \
		--quiet --output-file=sbom.cdx.json
	@echo "sbom.cdx.json"

update-drill: ready
	@$(PYTHON) -m tests.drills.update $(ARGS)

ready: packages $(CATALOGUES:.po=.mo)

packages:
	@.ci/uv sync --locked --quiet

%.mo: %.po | packages
	@DJANGO_SETTINGS_MODULE=ciie.settings.base $(PYTHON) manage.py translations --compile


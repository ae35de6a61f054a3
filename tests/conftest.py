"""Fixtures for every test. The embedded servers start when the first test asks for a database."""

import gc
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as property_settings
from pytest_django import DjangoDbBlocker

import tests.database
from ciie.kernel import limited_reader
from ciie.kernel.country_names import names_version, use_names
from ciie.local.postgres import SUPERUSER
from ciie.local.servers import LOCAL_DIR, EmbeddedServers, ServerUrls
from ciie.mail import delivery
from ciie.settings.env import database
from tests.database import copied_database, empty_tables, without_durability
from tests.factories import BoothFactory
from tests.lasting_rows import Keep, lasting_world
from tests.moments import empty_cache, foot_without_links, no_remembered_holders, noon, without_menus  # noqa: F401

SERVERS_DIR = LOCAL_DIR / "tests"
ASK_CHILD = limited_reader.ask_child

# How fast a machine is at the moment says nothing about what is tested. `make test` tries fewer examples.
property_settings.register_profile("any_speed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
property_settings.register_profile("few", property_settings.get_profile("any_speed"), max_examples=20)
property_settings.load_profile("any_speed")

SLOW = (
    *("architecture/test_admin.py", "architecture/test_edit_forms.py", "architecture/test_urls.py"),
    *("attacks/test_admin_addresses.py", "attacks/test_documents.py", "attacks/test_fencing_off.py"),
    *("attacks/test_pictures.py", "attacks/test_query_strings.py", "attacks/test_streams.py"),
    *("browser", "drills", "fuzz", "lifecycles", "real_data", "ciie/local", "ciie/settings"),
    *("ciie/kernel/test_promotion.py", "ciie/mail/test_mail_servers.py", "ciie/tables/test_hostile_workbooks.py"),
    *("ciie/web/test_metrics.py", "ciie/web/test_task_figures.py", "ciie/web/test_telemetry.py"),
    *("exhibitors/imports/company_lists/test_reading.py", "exhibitors/imports/views"),
    *("exhibitors/invoices/test_transmissions.py", "exhibitors/invoices/test_xrechnung.py"),
    *("exhibitors/management/sample/test_loading.py", "exhibitors/payments/test_corpus.py"),
    *("exhibitors/reconciliation/test_as_of.py", "exhibitors/reconciliation/test_queries.py"),
    "exhibitors/sales/test_credits_of_balances.py",
    *(
        "exhibitors/sales/test_extras.py",
        "exhibitors/sales/test_figures.py",
        "exhibitors/sales/test_invoice_figures.py",
    ),
    *("exhibitors/sales/test_settlements.py", "exhibitors/site/test_previews.py", "exhibitors/test_admin.py"),
    *("exhibitors/test_alert_rules.py", "exhibitors/test_api_schema.py", "exhibitors/test_revalidation.py"),
    *(
        "exhibitors/test_roles.py",
        "pavilions/layout/generator/test_hall_layout.py",
        "pavilions/plans/views/test_live.py",
    ),
    *("pavilions/plan_formats/test_opening.py", "pavilions/test_revalidation.py"),
    "pavilions/vector_files/test_hostile_drawings.py",
)
"""What `make test` leaves out: a quarter of the tests, and three quarters of the time."""
JOURNEYS = ("browser/editor/test_geometry.py", "browser/plan/test_viewer.py", "browser/test_first_booking.py")
"""The tests in a browser that `make test` runs: of the editor, of the plan, and a booking."""
TESTS = Path(__file__).parent
SLOW_PATHS = {TESTS / name for name in SLOW}
JOURNEY_PATHS = {TESTS / name for name in JOURNEYS}
LONGEST = tuple(
    TESTS / name
    for name in (
        "drills/test_chaos.py",
        "drills/test_workers.py",
        "exhibitors/management/sample/test_loading.py",
        "architecture/test_urls.py",
        "ciie/local/test_run.py",
    )
)
"""They take a minute and more each. They come first, so that no worker is left waiting for the others in the end."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return one worker more than there are processors, or two with the slow tests: they wait most of their time."""
    return (os.cpu_count() or 1) + (1 if config.getoption("markexpr") else 2)


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Mark the slow modules."""
    if not isinstance(collector, pytest.Module) or collector.path in JOURNEY_PATHS:
        return
    if not SLOW_PATHS.isdisjoint((collector.path, *collector.path.parents)):
        collector.add_marker("slow")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each worker begin with some of the longest: all get equal parts of the list, one after the other."""
    others = [item for item in items if item.path not in LONGEST]
    longest = [[item for item in items if item.path == path] for path in LONGEST]
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    left, items[:] = len(items), []
    for n in range(workers):
        first = [*chain.from_iterable(longest[n::workers])]
        taken = max(left // (workers - n) - len(first), 0)
        items += [*first, *others[:taken]]
        left -= len(first) + taken
        del others[:taken]
    items += others


def pytest_collection_finish() -> None:
    """What has been imported is kept until the end: the garbage collector need not look at it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """A request leaves its language to whatever comes after it in the same thread."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _countries_have_their_usual_names() -> Iterator[None]:
    """A name that was set is remembered by the process, and outlives the test's row."""
    yield
    if names_version():
        use_names(())


@pytest.fixture(autouse=True)
def _booths_start_in_the_first_row() -> None:
    """Booths of a test have the same places whatever ran before it, and room below them in their halls."""
    BoothFactory.reset_sequence(0)


@pytest.fixture(scope="session", autouse=True)
def _files_are_read_in_this_process() -> Iterator[None]:
    """A child process costs time. The tests of hostile files start it all the same (`in_a_child`)."""

    def read(reader: str, content: bytes, *arguments: str | int) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(limited_reader.answer_to(reader, content, *arguments))
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limited_reader, "ask_child", read)
        patch.setattr(limited_reader, "apply_limits", lambda: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _letters_are_sent_however_busy_the_machine_is() -> Iterator[None]:
    """A run of the sender ends after some seconds, with letters left for the next."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delivery, "RUN_SECONDS", 60.0)
        yield


@pytest.fixture
def in_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read by a child process with limits, as in the product."""
    monkeypatch.setattr(limited_reader, "ask_child", ASK_CHILD)


@pytest.fixture(scope="session")
def embedded_database() -> Iterator[ServerUrls]:
    """A PostgreSQL server shared by all test processes; each makes a database of its own on it."""
    if url := os.environ.get("DATABASE_URL"):
        yield ServerUrls(url, "", os.environ.get("MIGRATION_DATABASE_URL", ""))
        return
    servers = EmbeddedServers(SERVERS_DIR)
    yield servers.join(valkey=False)
    servers.leave()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis server shared by all test processes; most tests need none."""
    if url := os.environ.get("REDIS_URL"):
        yield url
        return
    servers = EmbeddedServers(SERVERS_DIR)
    yield servers.join(postgres=False)[1]
    servers.leave()


@pytest.fixture(scope="session")
def django_db_setup(
    embedded_database: ServerUrls,
    django_test_environment: None,
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """pytest-django's own hook. Tests use their database as the application's role does, which owns nothing."""
    where = database(embedded_database.database)
    connections["default"].settings_dict.update({key: where[key] for key in ("HOST", "PORT", "USER", "PASSWORD")})
    settings.MIGRATION_DATABASE = database(embedded_database.migrations) if embedded_database.migrations else None
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: empty_tables())
        if "DATABASE_URL" not in os.environ:
            without_durability()
        with copied_database(SERVERS_DIR):
            django_db_blocker.block()
            yield
            django_db_blocker.unblock()


@pytest.fixture(scope="module")
def keep(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Keep]:
    """Makes a world that is there for all tests of the module: `tests/lasting_rows.py`."""
    with ExitStack() as until_the_last:
        yield lambda make: until_the_last.enter_context(
            lasting_world(make, request, django_db_blocker, tmp_path_factory.mktemp("world"))
        )


@pytest.fixture
def superuser(db: None) -> Iterator[psycopg.Connection]:
    """The role that may do all that can be done to the test database, in a transaction that is rolled back."""
    with tests.database.superuser(database=connections["default"].settings_dict["NAME"]) as connection:
        connection.autocommit = False
        yield connection
        connection.rollback()


@pytest.fixture(scope="module")
def unrestricted(django_db_setup: None) -> Iterator[None]:
    """For modules that damage the database to see that it is noticed: no trigger and no right keeps them from it."""
    connection = connections["default"]
    usual = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = SUPERUSER if settings.MIGRATION_DATABASE else usual
    yield
    connection.close()
    connection.settings_dict["USER"] = usual

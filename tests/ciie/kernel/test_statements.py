import pghistory
import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from ciie.kernel.locking import lock_found, lock_keys
from ciie.kernel.statements import begin_with, columns_of, insert, insert_together, row_from, row_of, rows_of, run
from pavilions.floor.ledger.models import SpaceHolder
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.models.venue import Sector
from pavilions.states import HolderKind
from tests.database import superuser
from tests.factories import BoothFactory, EditionFactory, FloorPlanFactory, SectorFactory

pytestmark = pytest.mark.django_db


def test_statements_give_rows_the_first_row_and_how_many_they_changed() -> None:
    assert rows_of("SELECT n FROM generate_series(1, %s) AS n", [3]) == [(1,), (2,), (3,)]
    assert row_of("SELECT %(word)s::text, %(none)s::text", {"word": "a'b", "none": None}) == ("a'b", None)
    assert row_of("SELECT 1 WHERE %s", [False]) is None
    Sector.objects.bulk_create([Sector(code="a", name="A"), Sector(code="b", name="B")])
    assert run("UPDATE pavilions_sector SET position = %s", [7]) == 2


def test_statement_that_comes_again_is_prepared() -> None:
    for number in range(5):
        assert row_of("SELECT %s::bigint + 1 AS planned_once", [number]) == (number + 1,)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%planned_once%%'")
        assert cursor.fetchone() == (1,)


def test_prepared_statement_is_planned_once_for_lists_of_any_length() -> None:
    for wanted in ([1], [1, 2], [3], [4], [5], [6], [7]):
        rows_of("SELECT id AS planned_for_all FROM pavilions_booth WHERE id = ANY(%s)", [wanted])
    with connection.cursor() as cursor:
        cursor.execute("SELECT custom_plans FROM pg_prepared_statements WHERE statement LIKE '%%planned_for_all%%'")
        assert cursor.fetchone() == (0,)


def test_statements_are_counted_and_fail_as_those_of_django(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1) as seen:
        rows_of("SELECT %s::text", ["hello"])
    assert seen.captured_queries[0]["sql"] == "SELECT $1::text"
    with pytest.raises(DatabaseError), transaction.atomic():
        rows_of("SELECT %s::integer", ["nonsense"])


def test_statement_is_sent_whole_where_a_wrapper_puts_another_before_it() -> None:
    with pghistory.context(action="x"):
        assert row_of("SELECT %s::int", [7]) == (7,)


def test_row_from_gives_what_the_orm_gives() -> None:
    for model, row in ((Sector, SectorFactory()), (Edition, EditionFactory())):
        statement = f"SELECT {columns_of(model, 'kept')} FROM {model._meta.db_table} AS kept WHERE id = %s"
        ours, theirs = row_from(model, row_of(statement, [row.pk]) or ()), model.objects.get(pk=row.pk)
        names = [field.attname for field in model._meta.concrete_fields]
        assert [getattr(ours, name) for name in names] == [getattr(theirs, name) for name in names]


def test_columns_of_refuses_a_model_whose_columns_need_converting() -> None:
    with pytest.raises(TypeError, match="footprint"):
        columns_of(Booth, "kept")


def test_insert_gives_keys_in_order_in_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = EditionFactory()
    holders = [SpaceHolder(edition=edition, kind=kind) for kind in (HolderKind.BOOKING, HolderKind.NATIONAL_PAVILION)]
    with django_assert_num_queries(1):
        insert(holders)
    assert [SpaceHolder.objects.get(pk=holder.pk).kind for holder in holders] == [holder.kind for holder in holders]
    assert [holder._state.adding for holder in holders] == [False, False]


def test_insert_ignores_conflicts_when_requested() -> None:
    insert([Sector(code="food", name="Food")])
    insert([Sector(code="food", name="Again"), Sector(code="cars", name="Cars")], ignore_conflicts=True)
    insert([])
    assert list(Sector.objects.order_by("code").values_list("name", flat=True)) == ["Cars", "Food"]


@pytest.mark.django_db(transaction=True)
def test_lock_keys_outside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(RuntimeError, match="locks nothing"):
        lock_keys(Sector, [1])


def test_insert_together_writes_rows_of_several_tables_in_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    sectors = [Sector(code="food", name="Food"), Sector(code="cars", name="Cars")]
    holder = SpaceHolder(edition=EditionFactory(), kind=HolderKind.BOOKING)
    with django_assert_num_queries(1):
        insert_together([holder], [], sectors)
    assert list(SpaceHolder.objects.values_list("kind", flat=True)) == [HolderKind.BOOKING]
    assert list(Sector.objects.order_by("code").values_list("name", flat=True)) == ["Cars", "Food"]
    assert [row._state.adding for row in (holder, *sectors)] == [False, False, False]


def test_update_sent_together_with_new_rows_comes_after_them() -> None:
    first, holder = SectorFactory(), SpaceHolder(edition=EditionFactory(), kind=HolderKind.BOOKING)
    count = "UPDATE pavilions_sector SET position = nextval('pavilions_sector_id_seq') WHERE id = %s AND position < %s"
    sectors = [Sector(code="food", name="Food"), Sector(code="cars", name="Cars")]
    assert insert_together(sectors, [holder], then=(count, [first.pk, 1_000])) == 1
    first.refresh_from_db()
    assert first.position == 1 + max(Sector.objects.filter(code__in=["food", "cars"]).values_list("pk", flat=True))
    more = [Sector(code="toys", name="Toys")]
    assert insert_together(more, then=(count, [first.pk, 0])) == 0
    assert Sector.objects.filter(code="toys").exists()


def test_inserted_values_are_those_that_the_orm_would_write() -> None:
    """Choices, decimals, days and times pass by the fields or around them; the rows are alike."""
    theirs = EditionFactory(number=9)
    values = {name: value for name, value in row_of_edition(theirs).items() if name not in {"id", "number"}}
    ours = Edition(number=8, **values)
    insert([ours])
    assert row_of_edition(ours) == {**row_of_edition(theirs), "id": ours.pk, "number": 8}


def row_of_edition(edition: Edition) -> dict[str, object]:
    return {**Edition.objects.filter(pk=edition.pk).values().get()}


SETTING = "SELECT set_config('expo.one', %s, true), set_config('expo.other', %s, true)"
SETTINGS = "SELECT current_setting('expo.one', true), current_setting('expo.other', true)"
AWKWARD = ('it\'s \\ "50 %" $1', "展位 %s; DROP TABLE x --")


@pytest.mark.django_db(transaction=True)
def test_begin_with_runs_in_the_transaction_that_it_begins() -> None:
    with transaction.atomic():
        begin_with(SETTING, AWKWARD)
        assert row_of(SETTINGS, []) == AWKWARD
    assert row_of(SETTINGS, []) == ("", "")


@pytest.mark.django_db(transaction=True)
def test_begin_with_runs_where_a_transaction_has_begun() -> None:
    with transaction.atomic():
        row_of("SELECT %s::int", [1])
        begin_with(SETTING, AWKWARD)
        assert row_of(SETTINGS, []) == AWKWARD


@pytest.mark.django_db(transaction=True)
def test_begin_with_fails_as_any_statement_and_leaves_no_transaction() -> None:
    with pytest.raises(DatabaseError, match="invalid input syntax"), transaction.atomic():
        begin_with("SELECT %s::integer", ["nonsense"])
    assert row_of("SELECT %s::int", [2]) == (2,)


@pytest.mark.django_db(transaction=True)
def test_begin_with_outside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(RuntimeError, match="leave one open"):
        begin_with(SETTING, AWKWARD)


def test_statements_may_have_percent_signs_and_a_name_twice() -> None:
    found = row_of("SELECT '50 %%', %(one)s::int, %(other)s::text, %(one)s::int + 1", {"one": 1, "other": "x"})
    assert found == ("50 %", 1, "x", 2)
    assert row_of("SELECT '50 %%', %s::int", [1]) == ("50 %", 1)


def test_rows_that_bring_keys_keep_them() -> None:
    edition = EditionFactory()
    holder = SpaceHolder(pk=4_711, edition=edition, kind=HolderKind.BOOKING)
    insert_together([holder], [Sector(code="food", name="Food")])
    assert SpaceHolder.objects.get().pk == 4_711


SHARED = "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory' AND mode = 'ShareLock'"
FOUND = "SELECT id AS booth, id AS sold FROM pavilions_booth WHERE number = ANY(%(numbers)s)"


@pytest.mark.django_db(transaction=True)
def test_lock_found_locks_the_rows_that_it_returns_and_shares_their_topic() -> None:
    plan = FloorPlanFactory()
    booths: list[Booth] = [BoothFactory(plan=plan, number=number) for number in ("A1", "A2", "A3")]
    with transaction.atomic():
        rows = lock_found(Booth, FOUND, {"numbers": ["A1", "A2"]}, key="booth", sharing="'terms of ' || found.sold")
        assert {row[0] for row in rows} == {booth.pk for booth in booths[:2]}
        assert row_of(SHARED, []) == (2,)
        assert _free_for_others(booths) == [booths[2].pk]
    assert len(_free_for_others(booths)) == 3


def _free_for_others(booths: list[Booth]) -> list[int]:
    with superuser(database=connection.settings_dict["NAME"]) as other:
        locked = "SELECT id FROM pavilions_booth WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED"
        return [key for (key,) in other.execute(locked, [[booth.pk for booth in booths]])]


def test_lock_found_outside_a_transaction_is_a_mistake(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="locks nothing"):
        lock_found(Booth, FOUND, {"numbers": []}, key="booth")


@pytest.mark.django_db(transaction=True)
def test_lock_keys_shares_a_topic_until_the_transaction_ends() -> None:
    booth = BoothFactory()
    with transaction.atomic():
        lock_keys(Booth, [booth.pk], sharing="terms of 1")
        assert row_of(SHARED, []) == (1,)
    assert row_of(SHARED, []) == (0,)

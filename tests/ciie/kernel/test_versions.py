import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from ciie.kernel.versions import Part, newest_in, rows_in, version_of
from tests.factories import NOON, SectorFactory

SECTORS, HISTORY = rows_in("pavilions_sector"), newest_in("pavilions_sectorevent")


@pytest.mark.django_db
def test_version_is_another_with_each_row_that_comes_changes_or_goes() -> None:
    seen = {version_of([SECTORS], at=NOON)}
    sector = SectorFactory()
    seen.add(version_of([SECTORS], at=NOON))
    sector.name = "Milk"
    sector.save()
    seen.add(version_of([SECTORS], at=NOON))
    sector.delete()
    SectorFactory()
    seen.add(version_of([SECTORS], at=NOON))
    assert len(seen) == 4
    assert version_of([SECTORS], at=NOON + timedelta(days=1)) in seen


@pytest.mark.django_db
def test_version_may_depend_on_the_hour() -> None:
    hour = Part("extract(hour FROM %(at)s AT TIME ZONE 'UTC')")
    assert version_of([hour], at=NOON) == version_of([hour], at=NOON + timedelta(minutes=59))
    assert version_of([hour], at=NOON) != version_of([hour], at=NOON + timedelta(hours=1))


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("part", [HISTORY, SECTORS])
def test_change_that_is_committed_after_a_later_one_is_seen(part: Part) -> None:
    begun, others_came = threading.Event(), threading.Event()

    def slowly() -> None:
        try:
            with transaction.atomic():
                SectorFactory()
                begun.set()
                others_came.wait(20)
        finally:
            connection.close()

    slow = threading.Thread(target=slowly)
    slow.start()
    begun.wait(20)
    SectorFactory()
    before = version_of([part], at=NOON)
    others_came.set()
    slow.join(20)
    assert version_of([part], at=NOON) != before

from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError
from ciie.kernel.locking import require_seen
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.venue import Sector
from tests.factories import AllotmentFactory, SectorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_row_is_born_with_revision_1() -> None:
    assert Sector.objects.get(pk=SectorFactory().pk).revision == 1


def test_each_change_of_another_column_raises_the_revision_by_one() -> None:
    sector = SectorFactory()
    Sector.objects.filter(pk=sector.pk).update(name="Milk")
    sector.name = "Tea"
    sector.save()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pavilions_sector SET name = 'Rice' WHERE id = %s", [sector.pk])
    assert Sector.objects.get(pk=sector.pk).revision == 4


def test_saving_the_same_again_or_an_old_revision_changes_no_revision() -> None:
    sector = SectorFactory()
    Sector.objects.filter(pk=sector.pk).update(name="Milk")
    Sector.objects.filter(pk=sector.pk).update(name="Milk")
    assert Sector.objects.get(pk=sector.pk).revision == 2


def test_signing_in_does_not_change_a_person() -> None:
    user = UserFactory()
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    assert User.objects.get(pk=user.pk).revision == 1


def test_claims_on_an_allotment_leave_the_revision_of_its_capacity_alone() -> None:
    allotment = AllotmentFactory(capacity_sqm=Decimal(500))
    rows = Allotment.objects.filter(pk=allotment.pk)
    rows.update(claimed_sqm=F("claimed_sqm") + 9, revision=F("revision") + 1)
    assert rows.get().capacity_revision == 1
    rows.update(capacity_sqm=600)
    assert rows.get().capacity_revision == 2


def test_a_reader_who_saw_the_present_revision_may_go_on() -> None:
    sector = Sector.objects.get(pk=SectorFactory().pk)
    require_seen(sector, 1)
    require_seen(sector, None)
    require_seen(None, 0)


@pytest.mark.parametrize("seen", [0, 2, 2**31 - 1])
def test_a_reader_who_saw_another_revision_is_refused_in_words(seen: int) -> None:
    sector = Sector.objects.get(pk=SectorFactory().pk)
    with pytest.raises(DomainError, match="since you opened the page") as refused:
        require_seen(sector, seen)
    assert (refused.value.code, refused.value.details) == ("changed_meanwhile", {"revision": 1})


def test_a_reader_of_a_row_that_is_gone_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        require_seen(None, 1)
    assert refused.value.code == "changed_meanwhile"

from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError
from ciie.kernel.locking import require_seen
from exhibitors.companies.models import Company
from pavilions.floor.models.allotment import Allotment
from tests.factories import AllotmentFactory, CompanyFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_row_is_born_with_revision_1() -> None:
    assert Company.objects.get(pk=CompanyFactory().pk).revision == 1


def test_each_change_of_another_column_raises_the_revision_by_one() -> None:
    company = CompanyFactory()
    Company.objects.filter(pk=company.pk).update(city="Lyon")
    company.city = "Paris"
    company.save()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE exhibitors_company SET city = 'Nice' WHERE id = %s", [company.pk])
    assert Company.objects.get(pk=company.pk).revision == 4


def test_saving_the_same_again_or_an_old_revision_changes_no_revision() -> None:
    company = CompanyFactory()
    Company.objects.filter(pk=company.pk).update(city="Lyon")
    Company.objects.filter(pk=company.pk).update(city="Lyon")
    assert Company.objects.get(pk=company.pk).revision == 2


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
    company = Company.objects.get(pk=CompanyFactory().pk)
    require_seen(company, 1)
    require_seen(company, None)
    require_seen(None, 0)


@pytest.mark.parametrize("seen", [0, 2, 2**31 - 1])
def test_a_reader_who_saw_another_revision_is_refused_in_words(seen: int) -> None:
    company = Company.objects.get(pk=CompanyFactory().pk)
    with pytest.raises(DomainError, match="since you opened the page") as refused:
        require_seen(company, seen)
    assert (refused.value.code, refused.value.details) == ("changed_meanwhile", {"revision": 1})


def test_a_reader_of_a_row_that_is_gone_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        require_seen(None, 1)
    assert refused.value.code == "changed_meanwhile"

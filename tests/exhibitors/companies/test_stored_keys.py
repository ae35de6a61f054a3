"""The migration that computes the keys of names on record again."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from exhibitors.companies.models import Company
from tests.factories import CompanyFactory

pytestmark = pytest.mark.django_db


def test_keys_are_computed_again_and_those_that_are_taken_stay() -> None:
    known = CompanyFactory(name="Acme", normalized_name="acme")
    same = CompanyFactory(name="Аcme", normalized_name="аcme")
    elsewhere = CompanyFactory(name="Аcme", normalized_name="аcme", country="DE")
    local = CompanyFactory(name="Ромашка", normalized_name="ромашка")
    with connection.schema_editor(atomic=False) as editor:
        import_module("exhibitors.migrations.0079_keys_of_look_alike_names").compute_keys(apps, editor)
    assert [Company.objects.get(pk=each.pk).normalized_name for each in (known, same, elsewhere, local)] == [
        "acme",
        "аcme",
        "acme",
        "ромашка",
    ]

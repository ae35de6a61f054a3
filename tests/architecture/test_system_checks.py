"""All that Django checks of the product, its models and its database."""

import pytest
from django.core.checks import run_checks


@pytest.mark.django_db
def test_the_whole_system_check_finds_nothing() -> None:
    """With the checks of models and databases, which need a connection: `.ci/lint` runs all others for a deployment."""
    assert run_checks(databases=["default"]) == []

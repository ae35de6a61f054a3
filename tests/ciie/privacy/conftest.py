import pytest
from django.test import Client

from ciie.accounts.models import User
from tests.clients import signed_in


@pytest.fixture
def admin(db: None) -> Client:
    return signed_in(User.objects.create_superuser("admin@example.org", name="Admin"))

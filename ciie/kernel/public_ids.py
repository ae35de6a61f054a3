"""Public IDs: unguessable parts of the URLs of pages that everybody who knows them may open."""

from typing import Any

from django.db import models
from django.db.models.functions import UUID4


def public_id_field() -> "models.UUIDField[Any, Any]":
    """Return a field whose values the database generates, for existing rows as well."""
    return models.UUIDField(unique=True, db_default=UUID4(), editable=False)

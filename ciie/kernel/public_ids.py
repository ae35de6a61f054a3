"""Addresses that nobody can guess, of pages that everybody may open who knows them."""

from typing import Any

from django.db import models
from django.db.models.functions import UUID4


def public_id_field() -> "models.UUIDField[Any, Any]":
    """The database gives each row its own, rows that are there already too."""
    return models.UUIDField(unique=True, db_default=UUID4(), editable=False)

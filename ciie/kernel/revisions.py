"""A row's revision counts its changes, so that a form can state which version its reader saw.

The database counts: one trigger per table increments the number whenever another column changes, for every writer. A
new row has revision 1, so that 0 can stand for "there was no such row yet".
"""

from typing import Any

import pgtrigger
from django.db import models

LARGEST_REVISION = 2**31 - 1


def revision_field() -> "models.PositiveIntegerField[Any, Any]":
    return models.PositiveIntegerField(default=1, db_default=1, editable=False)


def counts_revision(*fields: str, ignoring: tuple[str, ...] = (), column: str = "revision") -> pgtrigger.Trigger:
    """Return the trigger that increments `column` when any of these fields changes.

    Without fields, any field counts, except the ignored ones: counters and notes that no form shows.
    """
    changed = pgtrigger.AnyChange(*fields) if fields else pgtrigger.AnyChange(exclude=[column, *ignoring])
    return pgtrigger.Trigger(
        name=f"counts_{column}",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=changed,
        func=f"NEW.{column} = OLD.{column} + 1; RETURN NEW;",
    )

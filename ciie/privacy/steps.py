"""The steps of an export or an erasure, table by table, as the map of personal data declares them.

A step stands for one table and one way to find rows in it. Mutable rows are changed by the ORM; those of append-only
tables are changed by a function of the database (`ciie.privacy.pseudonyms`), which is built from the same steps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from ciie.accounts.models import User
from ciie.audit.append_only import append_only_tables
from ciie.privacy.data_map import AnyField, Entry, Erasure, Kind, data_map

ERASED_DOMAIN = "erased.invalid"
CHANGING = (Erasure.DELETE, Erasure.EMPTY, Erasure.PSEUDONYM)


@dataclass(frozen=True)
class Subject:
    """A person, identified by their account, their addresses (in lower case), or both."""

    addresses: tuple[str, ...]
    account: int | None = None


@dataclass(frozen=True)
class Step:
    """The fields of one table whose rows are found by the same path."""

    model: type[models.Model]
    path: str
    entries: tuple[Entry, ...]

    @property
    def label(self) -> str:
        return self.model._meta.label

    @property
    def changing(self) -> tuple[Entry, ...]:
        """The fields that erasure changes."""
        return tuple(entry for entry in self.entries if entry.erasure in CHANGING)

    @property
    def deletes(self) -> bool:
        return any(entry.erasure == Erasure.DELETE for entry in self.entries)

    @property
    def is_frozen(self) -> bool:
        """Whether the application may not change these columns, as in the history and other append-only tables."""
        open_columns = append_only_tables().get(self.model._meta.db_table)
        return open_columns is not None and any(entry.field.column not in open_columns for entry in self.changing)

    @property
    def by_address(self) -> bool:
        return _field_at(self.model, self.path) in ("address", "addresses")

    def rows(self, subject: Subject) -> QuerySet[Any]:
        """Return the rows of a person. There are none if they are found by an account and the person has none."""
        rows: QuerySet[Any] = self.model._default_manager.all()
        match _field_at(self.model, self.path):
            case "address":
                wanted = (Q(**{f"{self.path}__iexact": address}) for address in subject.addresses)
                return rows.filter(_any(wanted))
            case "addresses":  # compared as text, whatever the type of the field
                listed = Cast(F(self.path), TextField())
                like = _any(Q(listed__iexact=each) for each in subject.addresses)
                found: QuerySet[Any] = rows.annotate(listed=listed).filter(like)
                return found
            case _ if subject.account is None:
                return rows.none()
            case _:
                return rows.filter(**{self.path: subject.account})

    def erase(self, subject: Subject, pseudonym: str) -> int:
        """Delete or change the rows, and return how many there were.

        The application must be allowed to change the table.
        """
        rows = self.rows(subject)
        if self.deletes:
            return rows.delete()[1].get(self.label, 0)
        changes = {entry.field.name: _replacement(entry, pseudonym) for entry in self.changing}
        return rows.update(**changes)


@cache
def steps() -> tuple[Step, ...]:
    """Return every table of the map with a path to a person, in the order of erasure.

    Deletions are last, and what is found through another table's rows comes before those rows.
    """
    found: dict[tuple[type[models.Model], str], list[Entry]] = {}
    for entry in data_map():
        if entry.personal and entry.path:
            found.setdefault((entry.model, entry.path), []).append(entry)
    every = [Step(model, path, tuple(entries)) for (model, path), entries in found.items()]
    return tuple(sorted(every, key=lambda step: (step.deletes, "__" not in step.path, step.model is User)))


def erasing_steps() -> list[Step]:
    return [step for step in steps() if step.changing]


def _any(conditions: Iterable[Q]) -> Q:
    together = Q(pk__in=[])
    for condition in conditions:
        together |= condition
    return together


@cache
def _field_at(model: type[models.Model], path: str) -> str:
    """Return how rows are found: by an address, a text of addresses, or the key of an account."""
    first, *rest = path.split("__")
    if first in ("pk", "metadata"):
        return "account"
    field: Any = model._meta.get_field(first)
    for name in rest:
        field = field.related_model._meta.get_field(name)
    if isinstance(field, models.EmailField):
        return "address"
    return "addresses" if isinstance(field, models.TextField) else "account"


def _replacement(entry: Entry, pseudonym: str) -> object:
    """Return the value that an update writes into the column."""
    if entry.erasure == Erasure.PSEUDONYM:
        if entry.model is User and entry.kind == Kind.EMAIL:
            return f"{pseudonym}@{ERASED_DOMAIN}"
        return address_of_row(pseudonym) if entry.kind == Kind.EMAIL else pseudonym
    return blank_of(entry.field)


def address_of_row(pseudonym: str) -> Concat:
    """Return a different address for each row, since some tables require addresses to be unique."""
    key = Cast(F("pk"), TextField())
    return Concat(Value(f"{pseudonym}."), key, Value(f"@{ERASED_DOMAIN}"), output_field=TextField())


def blank_of(field: AnyField) -> object:
    """Return the empty value of a column."""
    if isinstance(field, models.JSONField):
        return None if field.null else {}
    return None if field.null else ""

"""The history of a row in words: who did what to it, when, and what it says since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Protocol

from django.db.models import Field, Model, QuerySet
from django.utils.translation import gettext_lazy as _

from ciie.audit.actions import describe
from ciie.kernel.errors import Sentence

UNNAMED = {"insert": _("created"), "update": _("changed"), "delete": _("removed")}


@dataclass(frozen=True)
class Change:
    """One field that says something else since; empty where it says nothing."""

    label: Sentence
    before: str
    after: str


class Dated(Protocol):
    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True)
class Entry:
    """One action on one row. `actor_id` is None where the product itself acted or nobody was noted."""

    row_id: int
    at: datetime
    actor_id: int | None
    actor_name: str
    code: str
    action: Sentence
    changes: tuple[Change, ...]


def events_of(model: type[Model]) -> QuerySet[Any]:
    """The recorded versions of every row of a tracked model."""
    return model.pgh_event_model.objects.all()  # type: ignore[attr-defined,no-any-return]  # pghistory adds it


def history_of(row: Model, fields: Sequence[str]) -> list[Entry]:
    """What happened to a tracked row, newest first, with the changes of these fields since it was new; one query."""
    return entries_of(row.events.all(), fields)  # type: ignore[attr-defined]  # pghistory adds it to tracked models


def entries_of(events: QuerySet[Any], fields: Sequence[str]) -> list[Entry]:
    """The entries of these events, newest first. An operation that wrote a row several times did one thing to it."""
    rows = events.select_related("pgh_context").order_by("pgh_obj_id", "pgh_id")
    entries = []
    for _row, of_one in groupby(rows, key=lambda event: event.pgh_obj_id):
        entries += _entries_of_one(of_one, fields)
    return newest_first(entries)


def newest_first[E: Dated](entries: Iterable[E]) -> list[E]:
    """By their instants; of those at one instant, what was noted last comes first."""
    return sorted(entries, key=lambda entry: entry.at)[::-1]


def _entries_of_one(events: Iterable[Any], fields: Sequence[str]) -> list[Entry]:
    entries, before = [], None
    for _action, together in groupby(events, key=lambda event: event.pgh_context_id or event.pgh_id):
        *_earlier, after = together
        entries.append(_entry(before, after, fields))
        before = after
    return entries


def _entry(before: Any, after: Any, fields: Sequence[str]) -> Entry:
    note = after.pgh_context.metadata if after.pgh_context else {}
    code = note.get("action", "")
    return Entry(
        row_id=after.pgh_obj_id,
        at=datetime.fromisoformat(note["at"]) if "at" in note else after.pgh_created_at,
        actor_id=note.get("actor"),
        actor_name=note.get("actor_name", ""),
        code=code,
        action=describe(code) if code else UNNAMED.get(after.pgh_label, after.pgh_label),
        changes=tuple(_changes(before, after, fields)) if before else (),
    )


def _changes(before: Any, after: Any, fields: Sequence[str]) -> Iterable[Change]:
    for name in fields:
        field = after._meta.get_field(name)
        was, is_now = _shown(before, field), _shown(after, field)
        if was != is_now:
            yield Change(field.verbose_name, was, is_now)


def _shown(event: Any, field: "Field[Any, Any]") -> str:
    """The value as people read it; empty where there is no event or no value."""
    value = getattr(event, field.attname, None)
    if value is None or value == "":
        return ""
    return str(dict(field.flatchoices).get(value, value))

"""The history of a row in words: who did what to it, when, and what changed.

Each app registers the labels of its action codes in its `audit_actions`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, Protocol

from django.db.models import Field, Model, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import Country

from ciie.kernel.errors import Sentence
from ciie.kernel.wording import figure_words, list_words

UNNAMED = {"insert": _("created"), "update": _("changed"), "delete": _("removed")}
LABELS: dict[str, Sentence] = {}


def register_actions(labels: Mapping[str, Sentence]) -> None:
    """Register labels by action code (`app.noun.done`). Raises `ValueError` if a code is registered twice."""
    twice = LABELS.keys() & labels.keys()
    if twice:
        raise ValueError(f"Registered twice: {sorted(twice)}")
    LABELS.update(labels)


def describe(action: str) -> Sentence:
    return LABELS.get(action, action)


@dataclass(frozen=True)
class Change:
    """A change of one field. `before` and `after` are empty where there is no value."""

    label: Sentence
    before: str
    after: str


type Named = dict[tuple[str, object], str]
"""The names of rows, by the field that refers to them and their key."""


class Dated(Protocol):
    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True)
class Entry:
    """One action on one row. `actor_id` is `None` if the product itself acted or no actor was recorded."""

    row_id: int
    at: datetime
    actor_id: int | None
    actor_name: str
    code: str
    action: Sentence
    changes: tuple[Change, ...]


def events_of(model: type[Model]) -> QuerySet[Any]:
    """Return the recorded versions of every row of a tracked model."""
    return model.pgh_event_model.objects.all()  # type: ignore[attr-defined,no-any-return]  # pghistory adds it


def history_of(row: Model, fields: Sequence[str]) -> list[Entry]:
    """Return the history of a tracked row, newest first, with the changes of these fields since its creation.

    It takes one query, and one more for each field that refers to other rows.
    """
    return entries_of(events_of(type(row)).filter(pgh_obj=row.pk), fields)


def entries_of(events: QuerySet[Any], fields: Sequence[str]) -> list[Entry]:
    """Return the entries of these events, newest first.

    If one operation wrote a row several times, these events form one entry.
    """
    rows = events.select_related("pgh_context").order_by("pgh_obj_id", "pgh_id")
    named = _named(list(rows), fields)
    entries = []
    for _row, of_one in groupby(rows, key=lambda event: event.pgh_obj_id):
        before = None
        for _action, together in groupby(of_one, key=lambda event: event.pgh_context_id or event.pgh_id):
            *_earlier, after = together
            entries.append(_entry(before, after, fields, named))
            before = after
    return newest_first(entries)


def newest_first[E: Dated](entries: Iterable[E]) -> list[E]:
    """Sort entries by time, newest first. Of entries at the same time, the one recorded last comes first."""
    return sorted(entries, key=lambda entry: entry.at)[::-1]


def _named(events: Sequence[Any], fields: Sequence[str]) -> Named:
    """Return the names of the rows to which these fields of the events refer, with one query per foreign key."""
    named: Named = {}
    for name in fields if events else ():
        field = events[0]._meta.get_field(name)
        if field.is_relation:
            keys = {getattr(event, field.attname) for event in events} - {None}
            model = field.related_model
            with_names = [each.name for each in model._meta.concrete_fields if each.is_relation and not each.null]
            rows = model._default_manager.filter(pk__in=keys).select_related(*with_names or [None])
            named |= {(name, row.pk): str(row) for row in rows} if keys else {}
    return named


def _entry(before: Any, after: Any, fields: Sequence[str], named: Named) -> Entry:
    note = after.pgh_context.metadata if after.pgh_context else {}
    code = note.get("action", "")
    return Entry(
        row_id=after.pgh_obj_id,
        at=datetime.fromisoformat(note["at"]) if "at" in note else after.pgh_created_at,
        actor_id=note.get("actor"),
        actor_name=note.get("actor_name", ""),
        code=code,
        action=describe(code) if code else UNNAMED.get(after.pgh_label, after.pgh_label),
        changes=tuple(_changes(before, after, fields, named)) if before else (),
    )


def _changes(before: Any, after: Any, fields: Sequence[str], named: Named) -> Iterable[Change]:
    for name in fields:
        field = after._meta.get_field(name)
        was, is_now = _shown(before, field, named), _shown(after, field, named)
        if was != is_now:
            yield Change(field.verbose_name, was, is_now)


def _shown(event: Any, field: "Field[Any, Any]", named: Named) -> str:
    """Return the value as people read it, or an empty string if there is no event or no value."""
    value = getattr(event, field.attname, None)
    if value is None or value == "":
        return ""
    return named.get((field.name, value), f"#{value}") if field.is_relation else _in_words(value, field)


def _in_words(value: Any, field: "Field[Any, Any]") -> str:
    match value:
        case bool():
            return gettext("yes") if value else gettext("no")
        case Decimal():
            return figure_words(value)
        case Country():
            return str(value.name)
        case list():
            choices = dict(getattr(getattr(field, "base_field", None), "flatchoices", ()))  # labels of the elements
            return list_words(
                list_words(f"{name}: {part}" for name, part in each.items())
                if isinstance(each, dict)
                else choices.get(each, each)
                for each in value
            )
        case _:
            return str(dict(field.flatchoices).get(value, value))

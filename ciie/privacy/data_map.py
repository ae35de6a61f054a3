"""The map of personal data: for every field that could hold some, whose it is, why it is kept, and what erasure does.

Each app declares this for its models in its module `personal_data`. A declaration also applies to the history table of
its model. `unclassified` names every field without a declaration; a test keeps it empty.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.errors import Sentence

type AnyField = models.Field[Any, Any]
type Declarations = Mapping[str, Mapping[str, "Personal | None"]]


class Kind(models.TextChoices):
    NAME = "name", _("name")
    EMAIL = "email", _("email address")
    PHONE = "phone", _("telephone number")
    ADDRESS = "address", _("internet address")
    DEVICE = "device", _("browser")
    SECRET = "secret", _("credential")
    WORDS = "words", _("free text")
    FILE = "file", _("file")
    RECORD = "record", _("record of several details")
    LINK = "link", _("link to an account")


class Erasure(models.TextChoices):
    DELETE = "delete", _("the row is deleted")
    EMPTY = "empty", _("emptied")
    PSEUDONYM = "pseudonym", _("replaced by a pseudonym")
    FOLLOW = "follow", _("leads to the pseudonym")
    KEEP = "keep", _("not changed")


@dataclass(frozen=True)
class Personal:
    """The declaration of a field.

    `of` is the path from the row to the person: a link to an account, or a field with an email address; it is empty if
    rows cannot be found by person. For a JSON column, `keys` are those that erasure replaces; if empty, all of it is
    replaced.
    """

    whose: Sentence
    why: Sentence
    kept: Sentence
    erasure: Erasure
    kind: Kind | None = None
    of: str = ""
    keys: tuple[str, ...] = ()

    def but(self, **changes: Any) -> "Personal":
        return replace(self, **changes)


@dataclass(frozen=True)
class Entry:
    """One field of one model with its declaration, which is `None` if it holds no personal data."""

    model: type[models.Model]
    field: AnyField
    personal: Personal | None
    is_history: bool

    @property
    def label(self) -> str:
        return f"{self.model._meta.label}.{self.field.name}"

    @property
    def kind(self) -> Kind | None:
        """The kind as declared, or else derived from the column."""
        return None if self.personal is None else self.personal.kind or _kind_of(self.field)

    @property
    def erasure(self) -> Erasure | None:
        """What erasure does with the field.

        Versions of a deleted row remain: their links lead to the pseudonym, and their other personal data is emptied.
        """
        said = self.personal.erasure if self.personal else None
        if self.is_history and said == Erasure.DELETE:
            return Erasure.FOLLOW if self.kind == Kind.LINK else Erasure.EMPTY
        return said

    @property
    def path(self) -> str:
        """The path to the person from this table. A history table has the key of the account itself."""
        of = self.personal.of if self.personal else ""
        return "pgh_obj" if self.is_history and of == "pk" else of


_DECLARED: dict[str, Personal | None] = {}


def register_personal_data(declarations: Declarations) -> None:
    """Add an app's declarations for its models: `{"app.Model": {"field other_field": personal, "third": None}}`.

    `None` means no personal data. Raises `ValueError` if a field is declared twice.
    """
    for label, of_model in declarations.items():
        for names, personal in of_model.items():
            for name in names.split():
                key = f"{label}.{name}"
                if key in _DECLARED:
                    raise ValueError(f"Classified twice: {key}")
                _DECLARED[key] = personal


def data_map() -> list[Entry]:
    """Return every field that could hold personal data and has been classified, by model and in column order."""
    return [
        Entry(model, field, _DECLARED[key], is_history=key != f"{model._meta.label}.{field.name}")
        for model, field, key in _fields()
        if key in _DECLARED
    ]


def unclassified() -> list[str]:
    """Return the fields without a declaration."""
    return sorted(f"{model._meta.label}.{field.name}" for model, field, key in _fields() if key not in _DECLARED)


def misplaced() -> list[str]:
    """Return the declarations of fields that do not exist, or could hold no personal data."""
    return sorted(_DECLARED.keys() - {key for _model, _field, key in _fields()})


def _fields() -> Iterator[tuple[type[models.Model], AnyField, str]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        tracked = getattr(model, "pgh_tracked_model", None)
        for field in model._meta.concrete_fields:
            if not _could_be_personal(field) or (tracked and field.name == "pgh_label"):
                continue
            described = tracked or model
            name = "pk" if tracked and field.name == "pgh_obj" else field.name
            yield model, field, f"{described._meta.label}.{name}"


def _could_be_personal(field: AnyField) -> bool:
    if isinstance(field, ArrayField):
        return _could_be_personal(field.base_field)
    if isinstance(field, models.GeneratedField) and field.output_field:
        return _could_be_personal(field.output_field)
    if isinstance(field, models.ForeignKey):
        return bool(field.related_model._meta.label == settings.AUTH_USER_MODEL)
    texts = (models.CharField, models.TextField, models.FileField, models.JSONField, models.BinaryField)
    return isinstance(field, (*texts, models.GenericIPAddressField)) and not field.choices


def _kind_of(field: AnyField) -> Kind:
    return next((kind for of_class, kind in KINDS.items() if isinstance(field, of_class)), Kind.NAME)


KINDS: Mapping[type[AnyField], Kind] = {
    models.ForeignKey: Kind.LINK,
    models.EmailField: Kind.EMAIL,
    models.GenericIPAddressField: Kind.ADDRESS,
    models.FileField: Kind.FILE,
    models.JSONField: Kind.RECORD,
    models.BinaryField: Kind.RECORD,
    models.TextField: Kind.WORDS,
}
"""The kinds of columns whose declaration does not state one."""

COLUMNS: tuple[Sentence, ...] = (
    _("field"),
    _("whose"),
    _("kind"),
    _("purpose"),
    pgettext_lazy("personal data", "kept"),
    _("on erasure"),
    _("found by"),
)
"""The headings of `map_rows`."""


def map_rows(*, with_all: bool = False) -> list[tuple[Sentence, ...]]:
    """Return the map as a table with a row for each field. `with_all` adds fields without personal data."""
    return [
        (entry.label, said.whose, kind.label, said.why, said.kept, erasure.label, entry.path)
        if (said := entry.personal) and (kind := entry.kind) and (erasure := entry.erasure)
        else (entry.label, _("no personal data"), "", "", "", "", "")
        for entry in data_map()
        if entry.personal or with_all
    ]

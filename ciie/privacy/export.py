"""Exports the data of a person as a ZIP archive: a JSON file for each table, and the person's own files."""

import json
from datetime import datetime
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from ciie.privacy.data_map import Kind
from ciie.privacy.steps import Step, Subject, steps

MOST_ROWS = 10_000
"""The maximum of rows for each table and path, newest first. The file says whether there are more."""
IN_MEMORY = 8 * 1024**2
"""The size in bytes above which an archive is kept on disk."""


def write_export(subject: Subject, *, at: datetime) -> IO[bytes]:
    """Return the archive, open and at its beginning. It takes one query for each table and path.

    It contains neither credentials nor what others wrote or their names.
    """
    archive: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  the caller sends and closes it
    with ZipFile(archive, "w", ZIP_DEFLATED) as bundle:
        about = {"made_at": at, "account": subject.account, "addresses": subject.addresses, "most_rows": MOST_ROWS}
        bundle.writestr("about.json", _json(about))
        for step in steps():
            rows = list(islice(_rows(step, subject), MOST_ROWS + 1))
            if rows:
                said = step.entries[0].personal
                content = {
                    "table": step.label,
                    "found_by": step.path,
                    "whose": str(said.whose) if said else "",
                    "purpose": str(said.why) if said else "",
                    "more_rows": len(rows) > MOST_ROWS,
                    "rows": rows[:MOST_ROWS],
                }
                bundle.writestr(f"{step.label}.{step.path}.json", _json(content))
                _add_files(bundle, step, rows[:MOST_ROWS])
    archive.seek(0)
    return archive


def _rows(step: Step, subject: Subject) -> Any:
    own = {entry.field.attname for entry in step.entries if entry.kind != Kind.SECRET}
    if not own:
        return iter(())
    shown = [
        field.attname
        for field in step.model._meta.concrete_fields
        if field.attname in own or field.primary_key or field.choices or isinstance(field, models.DateField)
    ]
    return step.rows(subject).order_by("-pk").values(*shown)[: MOST_ROWS + 1].iterator()


def _add_files(bundle: ZipFile, step: Step, rows: list[dict[str, Any]]) -> None:
    for entry in step.entries:
        field = entry.field
        if isinstance(field, models.FileField):
            for name in {row[field.attname] for row in rows if row[field.attname]}:
                if field.storage.exists(name):
                    with field.storage.open(name) as source:
                        bundle.writestr(f"files/{name}", source.read())


def _json(content: object) -> str:
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)

"""Files that are sent out: lists, row by row so that a long one neither waits nor fills the memory, and kept files."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile

from django.db.models import Model, QuerySet
from django.http import FileResponse, Http404, HttpRequest, QueryDict, StreamingHttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ciie.kernel.replica import list_source
from ciie.tables.writing import CSV_TYPE, XLSX_TYPE, Value, csv_lines, write_xlsx
from ciie.uploads.keeping import kept
from ciie.uploads.pictures import FOLDER

ROWS_READ_AT_ONCE = 500
IN_MEMORY = 4 * 1024**2
"""Bytes of a workbook from which on it is kept on the disk."""
KINDS: Sequence[tuple[str, Promise]] = (("csv", _("CSV")), ("xlsx", _("Excel")))
A_YEAR = 31_536_000


def in_pieces[M: Model, R](rows: QuerySet[M, R]) -> Iterator[R]:
    """The rows of a list on their way into a file, so many at a time, from the replica where that knows them all."""
    return rows.using(list_source()).iterator(chunk_size=ROWS_READ_AT_ONCE)


@dataclass
class CountedRows:
    """Rows on their way into a file; `count` says how many have gone."""

    rows: Iterable[Iterable[Value]]
    count: int = 0

    def __iter__(self) -> Iterator[Iterable[Value]]:
        rows, self.rows = self.rows, ()  # so that ending the iteration ends the reading as well
        for row in rows:
            self.count += 1
            yield row


def export_links(asked: QueryDict, name: str, *args: object, **fixed: object) -> list[tuple[Promise, str]]:
    """Labels and addresses of a list as files, narrowed and ordered as it was asked for.

    `name` and `args` are those of the address of a file, without its kind, which comes last; `fixed` are parameters
    that hold whatever was asked.
    """
    query = asked.copy()
    query.pop("page", None)
    for parameter, value in fixed.items():
        query[parameter] = str(value)
    return [(label, f"{reverse(name, args=[*args, kind])}?{query.urlencode()}") for kind, label in KINDS]


def download(
    name: str, kind: str, columns: Sequence[Value], rows: Iterable[Iterable[Value]]
) -> StreamingHttpResponse | FileResponse:
    """`name.csv` or `name.xlsx`; any other kind is not found. The security log reads `exported` off the response."""
    counted = CountedRows(rows)
    response: StreamingHttpResponse | FileResponse
    if kind == "csv":
        response = StreamingHttpResponse(
            csv_lines(columns, counted),
            content_type=CSV_TYPE,
            headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
        )
    elif kind == "xlsx":
        file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  the response closes it
        write_xlsx(file, columns, counted, name)
        file.seek(0)
        response = FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)
    else:
        raise Http404
    response.exported = counted  # type: ignore[attr-defined]
    return response


@require_safe
def picture(request: HttpRequest, digest: str) -> FileResponse:
    """A kept picture, for everybody. Its name is made from its content, so it may be cached for good."""
    response = _kept(f"{FOLDER}/{digest}.webp", content_type="image/webp")
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


def kept_document(stored_name: str, title: str, digest: str = "") -> FileResponse:
    """A stored document; the calling view decides who may have it: saved under its sender's title, never shown.

    Where its `digest` is on record, a file that has another one is not found.
    """
    response = _kept(stored_name, digest, as_attachment=True, filename=title, content_type="application/octet-stream")
    response["Cache-Control"] = "private, no-store"
    return response


def _kept(stored_name: str, digest: str = "", **how: object) -> FileResponse:
    try:
        return FileResponse(kept(stored_name, digest), **how)  # type: ignore[arg-type]
    except FileNotFoundError as error:
        raise Http404 from error

"""Downloads: lists, streamed row by row so that a long one neither waits nor fills the memory, and stored files."""

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
"""The size in bytes above which a workbook is kept on disk."""
KINDS: Sequence[tuple[str, Promise]] = (("csv", _("CSV")), ("xlsx", _("Excel")))
A_YEAR = 31_536_000


def in_pieces[M: Model, R](rows: QuerySet[M, R]) -> Iterator[R]:
    """Yield the rows of a list for a file, in chunks, from the replica if that is up to date."""
    return rows.using(list_source()).iterator(chunk_size=ROWS_READ_AT_ONCE)


@dataclass
class CountedRows:
    """Rows that are written to a file. `count` is the number written so far."""

    rows: Iterable[Iterable[Value]]
    count: int = 0

    def __iter__(self) -> Iterator[Iterable[Value]]:
        rows, self.rows = self.rows, ()  # so that ending the iteration also ends the reading
        for row in rows:
            self.count += 1
            yield row


def export_links(asked: QueryDict, name: str, *args: object, **fixed: object) -> list[tuple[Promise, str]]:
    """Return labels and URLs of a list as files, with the filters and the order of the request.

    `name` and `args` are those of a file's URL without its kind, which comes last; `fixed` are parameters with values
    that override the request's.
    """
    query = asked.copy()
    query.pop("page", None)
    for parameter, value in fixed.items():
        query[parameter] = str(value)
    return [(label, f"{reverse(name, args=[*args, kind])}?{query.urlencode()}") for kind, label in KINDS]


def download(
    name: str, kind: str, columns: Sequence[Value], rows: Iterable[Iterable[Value]]
) -> StreamingHttpResponse | FileResponse:
    """Return `name.csv` or `name.xlsx`, and raise `Http404` for any other kind.

    The security log reads the response's attribute `exported`.
    """
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
    """Serve a stored picture to everybody. Its name is derived from its content, so it may be cached for ever."""
    response = _kept(f"{FOLDER}/{digest}.webp", content_type="image/webp")
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


def kept_document(stored_name: str, title: str, digest: str = "") -> FileResponse:
    """Return a stored document as a download under its title. The calling view checks permissions.

    If its `digest` is on record, a file with another digest leads to `Http404`.
    """
    response = _kept(stored_name, digest, as_attachment=True, filename=title, content_type="application/octet-stream")
    response["Cache-Control"] = "private, no-store"
    return response


def _kept(stored_name: str, digest: str = "", **how: object) -> FileResponse:
    try:
        return FileResponse(kept(stored_name, digest), **how)  # type: ignore[arg-type]
    except FileNotFoundError as error:
        raise Http404 from error

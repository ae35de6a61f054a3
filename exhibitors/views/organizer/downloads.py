"""Sending a list as a file, row by row, so that a long one neither waits nor fills the memory."""

from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile

from django.http import FileResponse, Http404, StreamingHttpResponse

from ciie.tables.writing import CSV_TYPE, XLSX_TYPE, Value, csv_lines, write_xlsx


def download(
    name: str, kind: str, columns: Sequence[Value], rows: Iterable[Iterable[Value]]
) -> StreamingHttpResponse | FileResponse:
    """`name.csv` or `name.xlsx`; any other kind is not found."""
    if kind == "csv":
        return StreamingHttpResponse(
            csv_lines(columns, rows),
            content_type=CSV_TYPE,
            headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
        )
    if kind == "xlsx":
        file = TemporaryFile()  # noqa: SIM115  the response closes it
        write_xlsx(file, columns, rows, name)
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)
    raise Http404

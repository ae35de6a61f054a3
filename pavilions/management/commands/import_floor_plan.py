"""`manage.py import_floor_plan FILE --edition 7 --hall 5.1H`: a floor plan from GeoJSON, CSV, XLSX or flat JSON."""

from argparse import ArgumentParser
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.tables.writing import Value, csv_lines
from pavilions.geometry import Unit, area_sqm, bounds_of
from pavilions.models import Edition, Hall, Sector
from pavilions.operations.plan_import import ImportChoices, Imported, import_floor_plan
from pavilions.plan_files import AreaBasis, PlanDrawing, PlanProblem, ReadingChoices, read_plan

SHOWN_PER_KIND = 5
SHOWN_ROWS = 8
MARGIN_CM = 300


class Command(BaseCommand):
    help = "Import a hall's floor plan: a new version, published at once if the hall has none yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--edition", type=int, required=True, help="number of the edition, e.g. 7")
        parser.add_argument("--hall", required=True, help="name of the hall, e.g. 5.1H")
        parser.add_argument("--create-hall", action="store_true", help="make it from the drawing if it is new")
        parser.add_argument("--sector", default="", help="code of the sector, where the file says none")
        parser.add_argument("--unit", choices=[unit.value for unit in Unit], help="unit of the drawing")
        parser.add_argument("--scale", type=Decimal, help="centimetres per unit of the drawing")
        parser.add_argument("--column", action="append", default=[], metavar="FIELD=COLUMN", dest="columns")
        parser.add_argument("--second-corner", action="store_true", help="Width and Height are really x2 and y2")
        parser.add_argument("--y-up", action="store_true", help="y grows upwards in the drawing")
        parser.add_argument("--area", choices=[basis.value for basis in AreaBasis], default=AreaBasis.DRAWN.value)
        parser.add_argument("--publish", action="store_true", help="publish over the present version")
        parser.add_argument("--accept-good-rows", action="store_true")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--rejected", type=Path, help="where to write the rejected rows")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._import(**options)
        except DomainError as refusal:
            raise CommandError(str(refusal.message)) from refusal
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error

    def _import(self, **options: Any) -> None:
        edition = _one(Edition.objects.filter(number=options["edition"]), f"There is no edition {options['edition']}.")
        hall = Hall.objects.filter(name__iexact=options["hall"]).first()
        content = options["file"].read_bytes()
        drawing = read_plan(content, _reading(options, hall))
        self._report(drawing)
        self._write_rejected(drawing, options["rejected"] or Path(f"{options['file'].name}.rejected.csv"))
        with transaction.atomic():
            if hall is None:
                hall = _new_hall(options["hall"], drawing, create=options["create_hall"])
            done = import_floor_plan(edition.pk, hall.pk, drawing, _choices(options), actor=SYSTEM, at=now())
            if options["dry_run"]:
                transaction.set_rollback(True)
        self.stdout.write(_result(done, dry_run=options["dry_run"]))

    def _report(self, drawing: PlanDrawing) -> None:
        """Every problem in words; of a kind with very many, the first few and the number of the rest."""
        shown: Counter[str] = Counter()
        for problem in drawing.problems:
            shown[problem.code] += 1
            if shown[problem.code] <= SHOWN_PER_KIND:
                self.stdout.write(_line(problem))
        for code, count in shown.items():
            if count > SHOWN_PER_KIND:
                self.stdout.write(f"  … and {count - SHOWN_PER_KIND} more of kind {code}")
        area = sum((booth.area_sqm for booth in drawing.booths), Decimal(0))
        self.stdout.write(f"{len(drawing.booths)} booths read, {area} m², {len(drawing.refused_rows)} rows refused.")

    def _write_rejected(self, drawing: PlanDrawing, path: Path) -> None:
        if not drawing.errors:
            return
        rows: list[list[Value]] = [
            [row, ", ".join(p.numbers), p.code, str(p.sentence)] for p in drawing.errors for row in p.rows
        ]
        path.write_text("".join(csv_lines(["row", "booths", "code", "reason"], rows)), encoding="utf-8", newline="")
        self.stdout.write(f"Rejected rows and reasons: {path}")


def _one[R](rows: Any, missing: str) -> Any:
    found = rows.first()
    if found is None:
        raise CommandError(missing)
    return found


def _reading(options: dict[str, Any], hall: Hall | None) -> ReadingChoices:
    malformed = [pair for pair in options["columns"] if "=" not in pair]
    if malformed:
        raise CommandError(f"Write --column as FIELD=COLUMN, not {malformed[0]}.")
    return ReadingChoices(
        columns=dict(pair.split("=", 1) for pair in options["columns"]),
        unit=Unit(options["unit"]) if options["unit"] else None,
        cm_per_unit=options["scale"],
        second_corner=options["second_corner"],
        y_up=options["y_up"],
        area=AreaBasis(options["area"]),
        outline=tuple((x, y) for x, y in hall.outline) if hall else None,
    )


def _choices(options: dict[str, Any]) -> ImportChoices:
    sector = None
    if options["sector"]:
        codes = ", ".join(Sector.objects.values_list("code", flat=True))
        sector = _one(Sector.objects.filter(code=options["sector"]), f"There is no such sector. Sectors: {codes}.")
    return ImportChoices(
        sector_id=sector.pk if sector else None,
        area=AreaBasis(options["area"]),
        accept_good_rows=options["accept_good_rows"],
        publish=options["publish"],
    )


def _new_hall(name: str, drawing: PlanDrawing, *, create: bool) -> Hall:
    if not create:
        halls = ", ".join(Hall.objects.values_list("name", flat=True))
        raise CommandError(f"There is no hall {name}. Halls: {halls}. --create-hall makes one from the drawing.")
    outline = drawing.outline or _surrounding(drawing)
    return Hall.objects.create(name=name, outline=[list(p) for p in outline], gross_area_sqm=area_sqm(outline))


def _surrounding(drawing: PlanDrawing) -> tuple[tuple[int, int], ...]:
    box = bounds_of([booth.ring_cm for booth in drawing.booths])
    left, top, right, bottom = (
        box.left - MARGIN_CM,
        box.top - MARGIN_CM,
        box.right + MARGIN_CM,
        box.bottom + MARGIN_CM,
    )
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _line(problem: PlanProblem) -> str:
    rows = ", ".join(map(str, problem.rows[:SHOWN_ROWS])) + ("…" if len(problem.rows) > SHOWN_ROWS else "")
    return f"{problem.level.upper()}: {problem.sentence}" + (f" (row {rows})" if rows else "")


def _result(done: Imported, *, dry_run: bool) -> str:
    if not done.is_new:
        return f"Nothing changed: {done.plan} shows these {done.booths} booths already."
    written = "would be written" if dry_run else "is written"
    return f"{done.booths} booths: {done.plan} {written}, {done.plan.get_state_display()}."

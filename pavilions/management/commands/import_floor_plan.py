"""Import a floor plan from DXF, SVG, GeoJSON, CSV, a workbook or JSON.

Usage: `manage.py import_floor_plan FILE --edition 7 --hall 5.1H`.
"""

from argparse import ArgumentParser
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.kernel.wording import area_words
from ciie.tables.mapping import heading_key
from ciie.tables.writing import Value, csv_lines
from pavilions.drawings.geometry import Unit, area_sqm, bounds_of
from pavilions.drawings.plan_formats import (
    DEFAULT_GAP_CM,
    AreaBasis,
    Figures,
    KindAnswer,
    PictureReading,
    PlanDrawing,
    PlanProblem,
    ReadingChoices,
    Role,
    read_plan,
)
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall, Sector, place_in_name
from pavilions.plans.plan_files.operations import ImportChoices, Imported, import_floor_plan
from pavilions.plans.publishing.queries.imported_drawings import known_places
from pavilions.plans.venue.operations import add_hall

SHOWN_PER_KIND = 5
SHOWN_ROWS = 8
MARGIN_CM = 300
LARGEST_BYTES = 25 * 1024 * 1024
LONGEST_SIDE_M = 1_000
NOT_PUBLISHED: Final = 3
"""The exit status of a command that wrote the version, was asked to publish it, and could not."""


class Command(BaseCommand):
    help = (
        "Import a floor plan as a new version, a draft without --publish. The exit status is 1 if nothing "
        f"was imported, and {NOT_PUBLISHED} if the version was to be published and is a draft still."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--edition", type=int, required=True, help="number of the edition, e.g. 7")
        parser.add_argument("--hall", required=True, help="name of the hall, e.g. 5.1H")
        parser.add_argument(
            "--create-hall", action="store_true", help="create the hall from the drawing if it does not exist"
        )
        parser.add_argument(
            "--sector", default="", help="code of the sector for booths whose sector the file does not state"
        )
        parser.add_argument("--unit", choices=[unit.value for unit in Unit], help="unit of the drawing")
        parser.add_argument("--scale", type=Decimal, help="centimetres per unit of the drawing")
        parser.add_argument("--column", action="append", default=[], metavar="FIELD=COLUMN", dest="columns")
        parser.add_argument(
            "--second-corner", action="store_true", help="width and depth are the coordinates of the opposite corner"
        )
        parser.add_argument("--y-up", action="store_true", help="the y axis points upwards in the drawing")
        parser.add_argument(
            "--layer", action="append", default=[], metavar="ROLE=LAYER", dest="layers",
            help=f"what a layer or block of a drawing shows; roles: {', '.join(Role.values)}",
        )  # fmt: skip
        parser.add_argument(
            "--gap", type=Decimal, default=DEFAULT_GAP_CM, help="join lines with gaps of up to this many cm"
        )
        parser.add_argument(
            "--known-booth",
            nargs=2,
            metavar=("NUMBER", "METRES"),
            help="number and longer side of a booth, to determine the scale",
        )
        parser.add_argument(
            "--move", nargs=2, type=Decimal, metavar=("RIGHT", "DOWN"), help="shift a drawing, in metres"
        )
        parser.add_argument(
            "--no-background", action="store_true", help="do not keep the rest of the drawing as background"
        )
        parser.add_argument(
            "--figures", choices=Figures.values, default=Figures.AUTO.value,
            help="how to treat texts made of digits only in a drawing that also has numbers with letters",
        )  # fmt: skip
        parser.add_argument(
            "--part", type=int, default=0, help="which part of a drawing of several halls, counted from the left"
        )
        parser.add_argument("--upside-down", action="store_true", help="turn the drawing upside down")
        parser.add_argument("--covering", action="store_true", help="import obstructions that cover booths")
        parser.add_argument(
            "--kind", action="append", default=[], metavar="WORD=ANSWER", dest="kinds",
            help=f"what a word for a kind of booths means; answers: {', '.join(KindAnswer.values)}",
        )  # fmt: skip
        parser.add_argument(
            "--share", type=Decimal, default=Decimal(0), metavar="CM",
            help="share overlaps of neighbours up to this width between them",
        )  # fmt: skip
        parser.add_argument("--area", choices=[basis.value for basis in AreaBasis], default=AreaBasis.FILE.value)
        parser.add_argument("--publish", action="store_true", help="publish immediately, replacing the current version")
        parser.add_argument(
            "--accept-excess", action="store_true", help="publish even if more is drawn than the capacity can sell"
        )
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
        path: Path = options["file"]
        if path.stat().st_size > LARGEST_BYTES:
            raise CommandError(
                f"{path} is larger than {LARGEST_BYTES // (1024 * 1024)} MB, too much for one hall's plan."
            )
        drawing = read_plan(path.read_bytes(), _reading(options, edition, hall))
        self._report(drawing)
        self._write_rejected(drawing, options["rejected"] or Path(f"{path.name}.rejected.csv"))
        with transaction.atomic():
            if hall is None:
                hall = _new_hall(options["hall"], drawing, create=options["create_hall"])
            done = import_floor_plan(edition.pk, hall.pk, drawing, _choices(options), actor=SYSTEM, at=now())
            if options["dry_run"]:
                transaction.set_rollback(True)
        self.stdout.write(_result(done, dry_run=options["dry_run"]))
        if done.undecided:
            raise CommandError(f"It is not published. {done.undecided}", returncode=NOT_PUBLISHED)

    def _report(self, drawing: PlanDrawing) -> None:
        """Write every problem in words; if a kind has very many, write the first few and the number of the rest."""
        shown: Counter[str] = Counter()
        for problem in drawing.problems:
            shown[problem.code] += 1
            if shown[problem.code] <= SHOWN_PER_KIND:
                self.stdout.write(_line(problem, with_rows=drawing.picture is None))
        for code, count in shown.items():
            if count > SHOWN_PER_KIND:
                self.stdout.write(f"  … and {count - SHOWN_PER_KIND} more problems like these ({code}).")
        for scale in drawing.scales:
            self.stdout.write(f"{scale.sentence} (--scale {scale.cm_per_unit:f})")
        if drawing.picture:
            self._report_layers(drawing.picture)
        good = drawing.good_booths
        area = area_words(sum((booth.area_sqm for booth in good), Decimal(0)))
        self.stdout.write(f"{len(good)} valid booths, {area} m²; {len(drawing.refused_rows)} rows rejected.")

    def _report_layers(self, picture: PictureReading) -> None:
        for layer in picture.layers:
            counts = f"{layer.shapes} closed shapes, {layer.lines} lines, {layer.texts} texts"
            sort = "Block" if layer.is_block else "Layer"
            self.stdout.write(f"{sort} {layer.name}: {counts}: {layer.role.value if layer.role else 'as its layers'}")
        for position, part in enumerate(picture.parts, start=1):
            self.stdout.write(f"Part {position}: {part.booths} booths, {part.first} to {part.last} (--part {position})")
        right, down = picture.shift_cm
        self.stdout.write(f"A unit is {picture.cm_per_unit} cm; moved {right} cm to the right and {down} cm down.")

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


def _reading(options: dict[str, Any], edition: Edition, hall: Hall | None) -> ReadingChoices:
    known, move = options["known_booth"], options["move"]
    return ReadingChoices(
        columns=_pairs("--column", options["columns"]),
        unit=Unit(options["unit"]) if options["unit"] else None,
        cm_per_unit=options["scale"],
        second_corner=options["second_corner"],
        y_up=options["y_up"],
        area=AreaBasis(options["area"]),
        outline=tuple((x, y) for x, y in hall.outline) if hall else None,
        covering=options["covering"],
        kinds=_kinds(options["kinds"]),
        share_cm=options["share"],
        figures=Figures(options["figures"]),
        upside_down=options["upside_down"],
        part=options["part"],
        layers=_roles(options["layers"]),
        gap_cm=options["gap"],
        known_booth=known[0] if known else "",
        known_metres=_metres(known[1]) if known else None,
        moved_cm=(round(move[0] * 100), round(move[1] * 100)) if move else None,
        background=not options["no_background"],
        known_places=known_places(edition.pk, hall.pk) if hall else {},
    )


def _pairs(option: str, said: list[str]) -> dict[str, str]:
    malformed = [pair for pair in said if "=" not in pair]
    if malformed:
        raise CommandError(f"Write {option} as NAME=VALUE, not {malformed[0]}.")
    return dict(pair.split("=", 1) for pair in said)


def _kinds(said: list[str]) -> dict[str, str]:
    answers = {heading_key(word): answer for word, answer in _pairs("--kind", said).items()}
    if unknown := sorted(set(answers.values()) - set(KindAnswer)):
        raise CommandError(f"Write --kind as WORD=ANSWER; {unknown[0]} is none of: {', '.join(KindAnswer.values)}.")
    return answers


def _roles(said: list[str]) -> dict[str, str]:
    """Return roles by the name of a layer or of a block. The role comes first, since names may contain anything."""
    roles: dict[str, str] = {}
    for pair in said:
        role, equals, name = pair.partition("=")
        if not equals or role not in Role.values:
            raise CommandError(f"Write --layer as ROLE=LAYER, not {pair}. Roles: {', '.join(Role.values)}.")
        roles |= {f"layer:{name}": role, f"block:{name}": role}
    return roles


def _metres(text: str) -> Decimal:
    try:
        metres = Decimal(text)
    except ArithmeticError as error:
        raise CommandError(f"{text} is no number of metres.") from error
    if not 0 < metres < LONGEST_SIDE_M:
        raise CommandError(f"A side of {text} m is no booth's.")
    return metres


def _choices(options: dict[str, Any]) -> ImportChoices:
    sector = None
    if options["sector"]:
        codes = ", ".join(Sector.objects.values_list("code", flat=True))
        sector = _one(Sector.objects.filter(code=options["sector"]), f"There is no such sector. Sectors: {codes}.")
    return ImportChoices(
        sector_id=sector.pk if sector else None,
        accept_good_rows=options["accept_good_rows"],
        publish=options["publish"],
        accept_excess=options["accept_excess"],
        source_name=options["file"].name,
    )


def _new_hall(name: str, drawing: PlanDrawing, *, create: bool) -> Hall:
    if not create:
        halls = ", ".join(Hall.objects.values_list("name", flat=True))
        raise CommandError(f"There is no hall {name}. Halls: {halls}. --create-hall makes one from the drawing.")
    if not drawing.booths:
        raise CommandError("The file draws no usable booth, so there are no booths to make a hall around.")
    box = bounds_of([booth.ring_cm for booth in drawing.booths])
    left, top, right, bottom = box.left - MARGIN_CM, box.top - MARGIN_CM, box.right + MARGIN_CM, box.bottom + MARGIN_CM
    outline = drawing.outline or ((left, top), (right, top), (right, bottom), (left, bottom))
    building, level = place_in_name(name)
    values = {
        "name": name,
        "building": building,
        "level": level,
        "outline": [list(point) for point in outline],
        "gross_area_sqm": area_sqm(outline),
    }
    return add_hall(values, actor=SYSTEM, at=now())


def _line(problem: PlanProblem, *, with_rows: bool) -> str:
    """Return a problem as a line, without rows for drawings, whose shapes are in no rows."""
    rows = ", ".join(map(str, problem.rows[:SHOWN_ROWS])) + ("…" if len(problem.rows) > SHOWN_ROWS else "")
    return f"{problem.level.upper()}: {problem.sentence}" + (f" (row {rows})" if rows and with_rows else "")


def _result(done: Imported, *, dry_run: bool) -> str:
    if done.is_new:
        written = "would be written" if dry_run else "is written"
        return f"{done.booths} booths: {done.plan} {written}, {done.plan.get_state_display()}."
    return f"Nothing changed: {done.plan} shows these {done.booths} booths already, {done.plan.get_state_display()}."

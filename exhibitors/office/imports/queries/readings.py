"""The reading of an uploaded file with the choices that are kept with it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import get_language

from ciie.kernel.caches import SlotCache
from ciie.kernel.country_names import names_version
from ciie.kernel.errors import DomainError, Sentence
from ciie.tables.mapping import ColumnMapping
from ciie.tables.reading import read_table
from exhibitors.office.imports.company_lists import CompanyList, RowAnswer, propose_company_mapping, read_company_list
from exhibitors.office.imports.queries.comparison import CompanyImport, CompanyImportChoices, preview_companies
from exhibitors.office.imports.queries.matching import SimilarBand, SimilarChoice
from pavilions.drawings.plan_formats import (
    PlanDrawing,
    PlanFileError,
    PlanSource,
    Progress,
    ReadingChoices,
    draw_plan,
    open_plan,
    silently,
)
from pavilions.floor.models.venue import Hall
from pavilions.plans.plan_files.models import ImportRun
from pavilions.plans.plan_files.operations import ImportChoices
from pavilions.plans.publishing.queries.imported_drawings import known_places, present_plan

COMPANIES: Final = "companies"
FLOOR_PLAN: Final = "floor_plan"
LONG_BYTES: Final = 200_000
"""The size of a plan of thousands of booths."""
_SHAPE: Final = 6  # to be raised when the shape of what is kept changes


@dataclass(frozen=True)
class ReadCompanies:
    """What a list says, apart from what is known.

    `rows` counts the rows of the file, and `notes` are about all of it.
    """

    rows: int
    notes: tuple[Sentence, ...]
    mapping: ColumnMapping
    company_list: CompanyList


type _KeptPlan = PlanDrawing | tuple[str, str]
"""A drawing, or the sentence and the code of a refusal."""

_KEPT_PLANS: Final = SlotCache[_KeptPlan]("floor-plan", slots=8, seconds=3600)
_KEPT: Final = SlotCache[ReadCompanies]("company-list", slots=8, seconds=3600)


@dataclass(frozen=True)
class CompaniesReading:
    read: ReadCompanies
    choices: CompanyImportChoices

    @property
    def company_list(self) -> CompanyList:
        return self.read.company_list


@dataclass(frozen=True)
class FloorPlanReading:
    """What a floor plan says. `new_hall` is the name of the hall that the import adds, if there is none yet."""

    drawing: PlanDrawing
    hall: Hall | None
    new_hall: str
    choices: ImportChoices


def open_upload(kind: str, content: bytes) -> tuple[str, ...]:
    """Return the columns of a file, or none for a drawing. Raise `Invalid` (field `file`) if it cannot be read."""
    if kind == COMPANIES:
        return read_table(content).columns
    plan = open_plan(content)
    return plan.table.columns if isinstance(plan, PlanSource) else ()


def read_companies(run: ImportRun) -> CompaniesReading:
    """Read a list with its choices. Raise `TableError` if the choices do not fit the file.

    What a file says is kept for an hour, since 50,000 rows take many seconds to read and are needed again and again.
    """
    content, columns = bytes(run.content), run.choices.get("columns") or {}
    countries, answers = run.choices.get("countries") or {}, run.choices.get("merged") or {}
    # The key covers everything that is read, so it is never out of date, and the language, since problems are
    # sentences.
    chosen = json.dumps([_SHAPE, get_language(), names_version(), columns, countries, answers], sort_keys=True)
    key = hashlib.sha256(chosen.encode() + content).hexdigest()
    read = _KEPT.get_or_make(key, lambda: _read(content, columns, countries, answers))
    return CompaniesReading(read, company_choices(run))


def _read(
    content: bytes, columns: Mapping[str, str], countries: Mapping[str, str], answers: Mapping[str, str]
) -> ReadCompanies:
    table = read_table(content)
    mapping = propose_company_mapping(table.columns).override(columns)
    said = {int(row): RowAnswer(answer) for row, answer in answers.items()}
    return ReadCompanies(len(table.rows), table.notes, mapping, read_company_list(table, mapping, countries, said))


def company_choices(run: ImportRun) -> CompanyImportChoices:
    kept: dict[str, Any] = run.choices
    return CompanyImportChoices(
        source=run.file_name,
        similar=SimilarChoice(kept.get("similar") or SimilarChoice.NEW),
        decisions={
            int(row): int(said) if said.isdecimal() else SimilarChoice(said)
            for row, said in (kept.get("decisions") or {}).items()
        },
        accept_good_rows=bool(kept.get("accept_good_rows")),
        bands={SimilarBand(band): SimilarChoice(said) for band, said in (kept.get("bands") or {}).items()},
    )


def is_long(run: ImportRun) -> bool:
    """Return whether the plan takes too long to be read within a request."""
    return len(run.content) >= LONG_BYTES


def is_read(run: ImportRun) -> bool:
    """Return whether a long plan was recently read with its present choices."""
    return _KEPT_PLANS.get(_question(run, _plan_choices(run))) is not None


def reading_key(run: ImportRun, language: str) -> str:
    """Return the cache key that records that a worker was asked to read the plan with its present choices."""
    return f"floor-plan-reading:{run.pk}:{run.revision}:{language}"


def read_floor_plan(run: ImportRun, progress: Progress = silently) -> FloorPlanReading:
    """Read a floor plan. Raise `PlanFileError` if the choices do not fit the file.

    A long plan is read at most once an hour.
    """
    kept: dict[str, Any] = run.choices
    hall, new_hall = _hall_of(run)
    reading = _plan_choices(run)
    drawing = _drawing_of(run, reading, progress)
    choices = ImportChoices(
        sector_id=kept.get("sector"),
        accept_good_rows=bool(kept.get("accept_good_rows")),
        publish=bool(kept.get("publish")),
        source_name=run.file_name,
    )
    return FloorPlanReading(drawing, hall, new_hall, choices)


def _hall_of(run: ImportRun) -> tuple[Hall | None, str]:
    hall = Hall.objects.filter(pk=run.choices["hall"]).first() if run.choices.get("hall") else None
    return hall, "" if hall else run.choices.get("new_hall") or ""


def _plan_choices(run: ImportRun) -> ReadingChoices:
    hall, new_hall = _hall_of(run)
    outline = tuple((x, y) for x, y in hall.outline) if hall else None
    places = known_places(run.edition_id, hall.pk) if hall else {}
    return ReadingChoices.from_json(run.choices, outline=outline, known_places=places, new_hall=bool(new_hall))


def _drawing_of(run: ImportRun, reading: ReadingChoices, progress: Progress) -> PlanDrawing:
    """Draw the plan. The drawing of a long plan, or its refusal, is kept."""
    content = bytes(run.content)
    if not is_long(run):
        return draw_plan(open_plan(content), reading)
    question = _question(run, reading)
    kept = _KEPT_PLANS.get(question)
    if kept is None:
        try:
            kept = draw_plan(open_plan(content), reading, progress)
        except PlanFileError as refusal:
            kept = str(refusal.message), refusal.code
        _KEPT_PLANS.set(question, kept)
    if isinstance(kept, PlanDrawing):
        return kept
    raise PlanFileError(kept[0], code=kept[1], field="file")


def _question(run: ImportRun, reading: ReadingChoices) -> str:
    said = json.dumps([_SHAPE, get_language(), reading.as_json()], sort_keys=True)
    place = repr((reading.outline, sorted(reading.known_places.items()), reading.new_hall))
    return hashlib.sha256((said + place).encode() + bytes(run.content)).hexdigest()


def preview_digest(run: ImportRun) -> str:
    """Return a digest of what the file would do now with the stored choices, which is compared when the import starts.

    For a list, it covers the outcome of each row and the versions of the companies concerned. For a plan, it covers the
    version of the hall's plan with which it is compared. It is empty while the list cannot be read with these choices.
    """
    if run.kind == FLOOR_PLAN:
        return digest_of_plan(run)
    try:
        reading = read_companies(run)
    except DomainError:
        return ""
    return digest_of_list(preview_companies(run.edition_id, reading.company_list, reading.choices))


def digest_of_list(preview: CompanyImport) -> str:
    similar = [
        (each.row.row_number, [(known.pk, score) for known, score in each.known]) for each in preview.matching.similar
    ]
    rows = [(row.row_number, row.outcome.value, row.fields) for row in preview.outcomes]
    return _digest(rows, similar, preview.versions, preview.refused_rows)


def digest_of_plan(run: ImportRun) -> str:
    plan = present_plan(run.edition_id, run.choices.get("hall") or 0)
    return _digest(plan and (plan.pk, plan.revision))


def _digest(*effect: object) -> str:
    return hashlib.sha256(repr(effect).encode()).hexdigest()[:32]

"""An uploaded file read with the choices kept beside it."""

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
"""Of a plan of thousands of booths."""
_SHAPE: Final = 6  # to be raised when what is kept changes its shape


@dataclass(frozen=True)
class ReadCompanies:
    """What a list says, whatever is known already. `rows` counts the file's, `notes` are about the whole of it."""

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
    """`new_hall` is the name of the hall that the import adds, where there is none yet."""

    drawing: PlanDrawing
    hall: Hall | None
    new_hall: str
    choices: ImportChoices


def open_upload(kind: str, content: bytes) -> tuple[str, ...]:
    """The columns of a file, none of a drawing. Raises `Invalid` (field `file`) when it is none that can be read."""
    if kind == COMPANIES:
        return read_table(content).columns
    plan = open_plan(content)
    return plan.table.columns if isinstance(plan, PlanSource) else ()


def read_companies(run: ImportRun) -> CompaniesReading:
    """Raises TableError when the choices do not fit the file.

    What a file says is kept for an hour: 50,000 rows take many seconds to read, and are looked at again and again.
    """
    content, columns = bytes(run.content), run.choices.get("columns") or {}
    countries, answers = run.choices.get("countries") or {}, run.choices.get("merged") or {}
    # By what is read, so it can never be out of date; problems are sentences in a language.
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
    """Whether the plan takes so long to read that nobody should wait for it in a request."""
    return len(run.content) >= LONG_BYTES


def is_read(run: ImportRun) -> bool:
    """Whether a long plan was read with its present choices a short while ago."""
    return _KEPT_PLANS.get(_question(run, _plan_choices(run))) is not None


def reading_key(run: ImportRun, language: str) -> str:
    """The cache's key that says that a worker was asked to read the plan with its present choices."""
    return f"floor-plan-reading:{run.pk}:{run.revision}:{language}"


def read_floor_plan(run: ImportRun, progress: Progress = silently) -> FloorPlanReading:
    """Raises PlanFileError when the choices do not fit the file. A long plan is read once in an hour."""
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
    """What a long plan says, or why it says nothing, is kept."""
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
    """A digest of what the file would do now with the stored choices, compared when the import is started.

    Of a list: what becomes of each row, and the versions of the companies that it is about. Of a plan: the version of
    the hall's plan with which it is compared. Empty while the list cannot be read with these choices.
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

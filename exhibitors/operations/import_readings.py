"""An uploaded file read anew with the choices kept beside it."""

from dataclasses import dataclass
from typing import Any, Final

from ciie.tables.mapping import ColumnMapping
from ciie.tables.reading import read_table
from ciie.tables.table import Table
from exhibitors.company_lists import CompanyList, propose_company_mapping, read_company_list
from exhibitors.queries.company_comparison import CompanyImportChoices
from exhibitors.queries.company_matching import Decision, SimilarChoice
from pavilions.models import Hall, ImportRun
from pavilions.operations.plan_import import ImportChoices
from pavilions.plan_files import AreaBasis, PlanDrawing, PlanSource, ReadingChoices, draw_plan, open_plan

COMPANIES: Final = "companies"
FLOOR_PLAN: Final = "floor_plan"


@dataclass(frozen=True)
class CompaniesReading:
    table: Table
    mapping: ColumnMapping
    company_list: CompanyList
    choices: CompanyImportChoices


@dataclass(frozen=True)
class FloorPlanReading:
    drawing: PlanDrawing
    hall: Hall | None
    choices: ImportChoices


def open_upload(kind: str, content: bytes) -> tuple[str, ...]:
    """The columns of a file, none of a drawing. Raises `Invalid` (field `file`) when it is none that can be read."""
    if kind == COMPANIES:
        return read_table(content).columns
    plan = open_plan(content)
    return plan.table.columns if isinstance(plan, PlanSource) else ()


def read_companies(run: ImportRun) -> CompaniesReading:
    """Raises TableError when the choices do not fit the file."""
    table = read_table(bytes(run.content))
    mapping = propose_company_mapping(table.columns).override(run.choices.get("columns") or {})
    return CompaniesReading(table, mapping, read_company_list(table, mapping), company_choices(run))


def company_choices(run: ImportRun) -> CompanyImportChoices:
    kept: dict[str, Any] = run.choices
    return CompanyImportChoices(
        source=run.file_name,
        similar=SimilarChoice(kept.get("similar") or SimilarChoice.NEW),
        decisions={int(row): _decision(said) for row, said in (kept.get("decisions") or {}).items()},
        accept_good_rows=bool(kept.get("accept_good_rows")),
    )


def read_floor_plan(run: ImportRun) -> FloorPlanReading:
    """Raises PlanFileError when the choices do not fit the file."""
    kept: dict[str, Any] = run.choices
    hall = Hall.objects.filter(pk=kept["hall"]).first() if kept.get("hall") else None
    outline = tuple((x, y) for x, y in hall.outline) if hall else None
    drawing = draw_plan(open_plan(bytes(run.content)), ReadingChoices.from_json(kept, outline=outline))
    choices = ImportChoices(
        sector_id=kept.get("sector"),
        area=AreaBasis(kept.get("area") or AreaBasis.DRAWN),
        accept_good_rows=bool(kept.get("accept_good_rows")),
        publish=bool(kept.get("publish")),
    )
    return FloorPlanReading(drawing, hall, choices)


def _decision(said: str) -> Decision:
    return int(said) if said.isdecimal() else SimilarChoice(said)

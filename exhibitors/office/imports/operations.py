"""The import of an uploaded file: keeping it, changing its choices, running it in the background, and its report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Final

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock, lock_one, lock_topic, require_seen
from ciie.kernel.queueing import enqueue_on_commit
from ciie.kernel.validity import verdict
from ciie.kernel.wording import figure_words
from exhibitors.bookings.operations.company_changes import transfer_to_country
from exhibitors.bookings.totals.models import SpaceMovement
from exhibitors.companies.fields import FIELD_NAMES
from exhibitors.companies.models import Company, Participation
from exhibitors.money.invoices.models import BillingParty, Invoice
from exhibitors.money.invoices.operations.drafts import redecide
from exhibitors.office.imports.company_lists import CompanyList
from exhibitors.office.imports.queries.comparison import (
    BATCH,
    Change,
    CompanyImport,
    CompanyImportChoices,
    Outcome,
    begin_comparison,
    known_ids,
)
from exhibitors.office.imports.queries.readings import (
    COMPANIES,
    FLOOR_PLAN,
    open_upload,
    preview_digest,
    read_companies,
    read_floor_plan,
)
from exhibitors.office.imports.queries.results import companies_result, floor_plan_result, refused_result
from pavilions.plans.plan_files.models import ImportRun
from pavilions.plans.plan_files.operations import import_floor_plan
from pavilions.plans.plan_files.states import IMPORT_LIFECYCLE, ImportState
from pavilions.plans.venue.operations import add_hall
from pavilions.states import PlanState

PERMISSIONS: Final = {COMPANIES: "exhibitors.import_companies", FLOOR_PLAN: "pavilions.plan_floor"}
RUN_TASK: Final = "exhibitors.run_import"
COMPANY_FIELDS = (*FIELD_NAMES, "normalized_name")
PARTY_FIELDS = ("address", "postcode", "city", "country", "tax_id", "contact_name", "debtor_number")
PART_FIELDS = ("external_id", "stated_booths", "stated_halls", "stated_area_sqm", "source")

type Progress = Callable[[int, int], None]
"""A function that is called with the number of rows done and the number of all rows."""


def silently(_done: int, _total: int) -> None:
    """Report progress to nobody."""


@dataclass(frozen=True)
class Upload:
    """An uploaded file. `kind` is a key of `PERMISSIONS`; `choices` are those that the person made with the file."""

    kind: str
    edition_id: int
    file_name: str
    content: bytes
    choices: Mapping[str, object]


@operation("pavilions.import.uploaded")
def keep_upload(upload: Upload, *, actor: User, at: datetime) -> ImportRun:
    """Keep a file for a preview. Raise `Invalid` (field `file`) for a file that cannot be read at all."""
    require(PERMISSIONS[upload.kind], actor)
    open_upload(upload.kind, upload.content)
    return ImportRun.objects.create(
        kind=upload.kind,
        edition_id=upload.edition_id,
        file_name=upload.file_name[-200:],
        content=upload.content,
        choices=dict(upload.choices),
        started_by=actor,
        created_at=at,
    )


@operation("pavilions.import.changed")
def choose_for_import(
    run_id: int,
    choices: Mapping[str, object],
    *,
    seen: int | None = None,
    previewed: str | None = None,
    actor: User,
    at: datetime,
) -> ImportRun:
    """Keep other choices for a file that waits.

    `previewed` is the digest of the preview that the actor saw. Raises `changed_meanwhile` if the file would do
    anything else by now.
    """
    run = _lock_run(run_id, actor)
    if run.state != ImportState.WAITING:
        raise DomainError(_("This import has already been started."), code="import_started")
    require_seen(run, seen)
    if previewed is not None and preview_digest(run) != previewed:
        raise DomainError(
            _(
                "Records have changed since you opened the page, so this file would now give a different "
                "result. Nothing was imported. Open the page again to see the new result."
            ),
            code="changed_meanwhile",
        )
    run.choices = run.choices | dict(choices)
    run.save(update_fields=["choices"])
    run.refresh_from_db(fields=["revision"])
    return run


@operation("pavilions.import.started")
def start_import(run_id: int, *, seen: int | None = None, actor: User, at: datetime) -> ImportRun:
    """Start a waiting import, or restart one that nobody works on any more because its worker was lost."""
    run = _lock_run(run_id, actor)
    require_seen(run, seen)
    if run.state != ImportState.RUNNING:
        IMPORT_LIFECYCLE.require(run.state, ImportState.RUNNING)
        run.state = ImportState.RUNNING
    run.started_by = actor
    run.save(update_fields=["state", "started_by"])
    enqueue_on_commit(RUN_TASK, run_id=run.pk)
    return run


@operation("pavilions.import.uploaded")
def repeat_import(run_id: int, *, actor: User, at: datetime) -> ImportRun:
    """Keep the same file with the same choices for another attempt."""
    run = _lock_run(run_id, actor)
    upload = Upload(run.kind, run.edition_id, run.file_name, bytes(run.content), run.choices)
    return keep_upload(upload, actor=actor, at=at)


@operation("pavilions.import.run")
def run_import(run_id: int, *, actor: Actor, at: datetime, progress: Progress = silently) -> bool:
    """Carry out a started import and write its report.

    Return False if the import is over, has not been started, or is being carried out by another worker.
    """
    if not _claim(run_id):
        return False
    run = ImportRun.objects.get(pk=run_id)
    if run.state != ImportState.RUNNING:
        return False
    try:
        with transaction.atomic():
            run.report = WORK[run.kind](run, actor, at, progress)
            run.state = ImportState.DONE
    except IntegrityError as error:
        unexpected = DomainError(_("The database rejected the data in the file. Nothing was imported."), code="refused")
        run.report, run.state = refused_result(verdict(error) or unexpected), ImportState.REFUSED
    except DomainError as refusal:
        run.report, run.state = refused_result(refusal), ImportState.REFUSED
    run.finished_at = at
    run.save(update_fields=["report", "state", "finished_at"])
    return True


def _claim(run_id: int) -> bool:
    """Claim a run with an advisory lock.

    Its row can still be read, and the run started again, while the work goes on.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended('import_run', %s))", [run_id])
        (claimed,) = cursor.fetchone()
    return bool(claimed)


def _lock_run(run_id: int, actor: User) -> ImportRun:
    run = lock_one(ImportRun.objects.all(), run_id, missing=_("Import not found."))
    require(PERMISSIONS[run.kind], actor)
    return run


def _import_companies(run: ImportRun, actor: Actor, at: datetime, progress: Progress) -> dict[str, object]:
    reading = read_companies(run)
    done = import_companies(
        run.edition_id, reading.company_list, reading.choices, actor=actor, at=at, progress=progress
    )
    return companies_result(reading.company_list, done)


def _import_floor_plan(run: ImportRun, actor: Actor, at: datetime, progress: Progress) -> dict[str, object]:
    reading = read_floor_plan(run, progress)
    hall = reading.hall
    if hall is None:
        if not (reading.new_hall and reading.drawing.outline):
            raise Invalid(_("Choose a hall."), code="hall_missing", field="hall")
        outline = [list(corner) for corner in reading.drawing.outline]
        hall = add_hall({"name": reading.new_hall, "outline": outline}, actor=actor, at=at)
    done = import_floor_plan(run.edition_id, hall.pk, reading.drawing, reading.choices, actor=actor, at=at)
    report = floor_plan_result(reading.drawing, done.plan, is_new=done.is_new, booths=done.booths)
    draft = {} if done.plan.state == PlanState.PUBLISHED else {"plan": done.plan.pk}
    return {**report, **draft, "undecided": str(done.undecided or "")}


WORK: Final = {COMPANIES: _import_companies, FLOOR_PLAN: _import_floor_plan}


@operation("exhibitors.company.imported")
def import_companies(
    edition_id: int,
    company_list: CompanyList,
    choices: CompanyImportChoices,
    *,
    actor: Actor,
    at: datetime,
    progress: Progress = silently,
) -> CompanyImport:
    """Create and update the companies of a list: all rows, or with `accept_good_rows` those that are valid.

    Raises `Invalid` (`rows_refused`) and changes nothing if a row cannot be imported. Importing the same list again
    changes nothing, blank cells erase nothing, and a country that is not certain is left blank.
    """
    lock_topic("exhibitors.company_import")  # two imports at once would create the same company twice
    require("exhibitors.import_companies", actor)
    result, comparison = begin_comparison(edition_id, company_list, choices)
    _refuse_bad_rows(company_list, result, choices)
    done = 0
    for batch in batched(result.matching.targets, BATCH, strict=False):
        companies = lock(Company.objects.all(), known_ids(batch))
        changes = list(comparison.compare_all(batch, companies))
        result.note(changes)
        _write([change for change in changes if change.outcome in (Outcome.NEW, Outcome.CHANGED)], at)
        done += len(batch)
        progress(done, len(result.matching.targets))
    _refuse_bad_rows(company_list, result, choices)
    return result


def _write(changes: Sequence[Change], at: datetime) -> None:
    moved = {change.company.pk: change.company for change in changes if "country" in change.company_fields}
    with_areas = SpaceMovement.objects.filter(company__in=[pk for pk in moved if pk]).values_list("company", flat=True)
    for pk in with_areas.distinct():  # the booked m² of a company move with it to its new country
        transfer_to_country(moved[pk], country=str(moved[pk].country), at=at)
    _upsert(Company, [change.company for change in changes if change.company_fields or not change.company.pk])
    for change in changes:
        change.part.company = change.company
        if change.party is not None:
            change.party.company = change.company
    _upsert(Participation, [change.part for change in changes if change.part_fields])
    billed = [change.party for change in changes if change.party is not None and change.party_fields]
    _upsert(BillingParty, billed)
    redecide(Invoice.objects.filter(party__in=billed), at=at)
    if concerned := sorted({pk for pk in moved if pk} | {party.company_id for party in billed}):
        enqueue_on_commit("exhibitors.renew_prices", companies=concerned)


def _upsert[M: (Company, Participation, BillingParty)](model: type[M], rows: Sequence[M]) -> None:
    """Write changed rows in one statement, in their order, and then new ones in another.

    In this order they may take names that have become free.
    """
    fields = {Company: COMPANY_FIELDS, Participation: PART_FIELDS, BillingParty: PARTY_FIELDS}[model]
    changed = [row for row in rows if row.pk is not None]
    model.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=fields)
    model.objects.bulk_create([row for row in rows if row.pk is None])


def _refuse_bad_rows(company_list: CompanyList, result: CompanyImport, choices: CompanyImportChoices) -> None:
    refused = sorted({*company_list.refused, *result.refused_rows})
    if refused and not choices.accept_good_rows:
        raise Invalid(
            ngettext(
                "%(count)s row was rejected, so nothing was imported. Correct it, or import only the valid rows.",
                "%(count)s rows were rejected, so nothing was imported. Correct them, or import only the valid rows.",
                len(refused),
            )
            % {"count": figure_words(len(refused))},
            code="rows_refused",
            field="file",
            details={"rows": refused},
        )

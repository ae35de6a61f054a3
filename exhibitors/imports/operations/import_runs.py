"""An uploaded file on its way in: kept, looked at with choices, run in the background, reported on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.queueing import enqueue_on_commit
from ciie.kernel.validity import verdict
from exhibitors.imports.operations.company_import import Progress, import_companies, silently
from exhibitors.imports.operations.import_readings import (
    COMPANIES,
    FLOOR_PLAN,
    open_upload,
    preview_digest,
    read_companies,
    read_floor_plan,
)
from exhibitors.imports.queries.import_results import companies_result, floor_plan_result, refused_result
from pavilions.plan_files.models import ImportRun
from pavilions.plan_files.operations import import_floor_plan
from pavilions.plan_files.states import IMPORT_LIFECYCLE, ImportState

PERMISSIONS: Final = {COMPANIES: "exhibitors.import_companies", FLOOR_PLAN: "pavilions.plan_floor"}
RUN_TASK: Final = "exhibitors.run_import"


@dataclass(frozen=True)
class Upload:
    """`kind` is a key of `PERMISSIONS`; `choices` are what the person said with the file."""

    kind: str
    edition_id: int
    file_name: str
    content: bytes
    choices: Mapping[str, object]


@operation("pavilions.import.uploaded")
def keep_upload(upload: Upload, *, actor: User, at: datetime) -> ImportRun:
    """Keep a file for a preview. Raises `Invalid` (field `file`) for what cannot be read at all."""
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

    `previewed` is the digest of the preview that the actor saw; refused (`changed_meanwhile`) if the file would do
    anything else by now.
    """
    run = _lock_run(run_id, actor)
    if run.state != ImportState.WAITING:
        raise DomainError(_("This import has been started already."), code="import_started")
    require_seen(run, seen)
    if previewed is not None:
        _require_previewed(run, previewed)
    run.choices = run.choices | dict(choices)
    run.save(update_fields=["choices"])
    run.refresh_from_db(fields=["revision"])
    return run


def _require_previewed(run: ImportRun, previewed: str) -> None:
    if preview_digest(run) != previewed:
        raise DomainError(
            _(
                "What is on record has been changed since you opened the page, so this file would do something else by"
                " now. Nothing was imported. Open the page again to see what it would do."
            ),
            code="changed_meanwhile",
        )


@operation("pavilions.import.started")
def start_import(run_id: int, *, seen: int | None = None, actor: User, at: datetime) -> ImportRun:
    """Send a waiting file off; or one again that nobody works on any more, since its worker was lost."""
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
    """Keep the same file with the same choices for another try."""
    run = _lock_run(run_id, actor)
    upload = Upload(run.kind, run.edition_id, run.file_name, bytes(run.content), run.choices)
    return keep_upload(upload, actor=actor, at=at)


@operation("pavilions.import.run")
def run_import(run_id: int, *, actor: Actor, at: datetime, progress: Progress = silently) -> bool:
    """Carry a started import out, with its report; False when it is over, not begun or in other hands."""
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
        run.report, run.state = refused_result(verdict(error) or _unexpected()), ImportState.REFUSED
    except DomainError as refusal:
        run.report, run.state = refused_result(refusal), ImportState.REFUSED
    run.finished_at = at
    run.save(update_fields=["report", "state", "finished_at"])
    return True


def _claim(run_id: int) -> bool:
    """Beside the row, which stays free to be read and started again while the work goes on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended('import_run', %s))", [run_id])
        (claimed,) = cursor.fetchone()
    return bool(claimed)


def _lock_run(run_id: int, actor: User) -> ImportRun:
    run = lock_one(ImportRun.objects.all(), run_id, missing=_("There is no such import."))
    require(PERMISSIONS[run.kind], actor)
    return run


def _import_companies(run: ImportRun, actor: Actor, at: datetime, progress: Progress) -> dict[str, object]:
    reading = read_companies(run)
    done = import_companies(
        run.edition_id, reading.company_list, reading.choices, actor=actor, at=at, progress=progress
    )
    return companies_result(reading.company_list, done)


def _import_floor_plan(run: ImportRun, actor: Actor, at: datetime, progress: Progress) -> dict[str, object]:
    reading = read_floor_plan(run)
    if reading.hall is None:
        raise Invalid(_("Choose a hall."), code="hall_missing", field="hall")
    done = import_floor_plan(run.edition_id, reading.hall.pk, reading.drawing, reading.choices, actor=actor, at=at)
    report = floor_plan_result(reading.drawing, str(done.plan), is_new=done.is_new, booths=done.booths)
    return {**report, "plan": done.plan.pk, "undecided": str(done.undecided or "")}


def _unexpected() -> DomainError:
    return DomainError(_("The database refused what the file says. Nothing was imported."), code="refused")


WORK: Final = {COMPANIES: _import_companies, FLOOR_PLAN: _import_floor_plan}

"""Imports that run in the background."""

from functools import partial

from celery import shared_task

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from exhibitors.imports.operations import run_import as carry_out_import
from exhibitors.imports.queries.results import note_progress
from pavilions.plan_files.models import ImportRun


@shared_task(name="exhibitors.run_import")
def run_import(run_id: int) -> None:
    """Carry out an import that was started; a second ring finds it over or in other hands."""
    run = ImportRun.objects.select_related("started_by").defer("content").get(pk=run_id)
    carry_out_import(run_id, actor=run.started_by or SYSTEM, at=now(), progress=partial(note_progress, run_id))

"""The tasks that run imports in the background."""

from contextlib import suppress
from functools import partial

from celery import shared_task
from django.core.cache import cache
from django.utils import translation

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from exhibitors.office.imports.operations import run_import as carry_out_import
from exhibitors.office.imports.queries.readings import read_floor_plan, reading_key
from exhibitors.office.imports.queries.results import note_progress
from pavilions.drawings.plan_formats import PlanFileError
from pavilions.plans.plan_files.models import ImportRun


@shared_task(name="exhibitors.read_floor_plan")
def read_long_floor_plan(run_id: int, language: str) -> None:
    """Read a plan ahead of its preview, which then finds the result, even if it is a refusal.

    Once it is read, a preview that no longer finds the result may ask again.
    """
    run = ImportRun.objects.get(pk=run_id)
    with translation.override(language), suppress(PlanFileError):
        read_floor_plan(run, partial(note_progress, run_id))
    cache.delete(reading_key(run, language))


@shared_task(name="exhibitors.run_import")
def run_import(run_id: int) -> None:
    """Carry out an import that was started. A repeated task finds it over, or in the hands of another worker."""
    run = ImportRun.objects.select_related("started_by").defer("content").get(pk=run_id)
    carry_out_import(run_id, actor=run.started_by or SYSTEM, at=now(), progress=partial(note_progress, run_id))

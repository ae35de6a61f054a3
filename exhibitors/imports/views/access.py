"""Who may import what."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from ciie.accounts.requests import PersonRequest
from ciie.kernel.actors import Visitor
from ciie.kernel.authority import allowed, require
from ciie.kernel.errors import Sentence
from exhibitors.imports.operations.import_readings import COMPANIES, FLOOR_PLAN
from exhibitors.imports.operations.import_runs import PERMISSIONS
from pavilions.plan_files.models import ImportRun

KIND_LABELS: dict[str, Sentence] = {COMPANIES: _("A list of exhibitors"), FLOOR_PLAN: _("A hall's floor plan")}


def kinds_for(person: Visitor) -> list[tuple[str, Sentence]]:
    """What this person may import, for a choice."""
    return [(kind, label) for kind, label in KIND_LABELS.items() if allowed(PERMISSIONS[kind], person)]


def run_of(request: PersonRequest, pk: int) -> ImportRun:
    """The run with its edition; not found, or refused to people who may not import this kind."""
    run = ImportRun.objects.select_related("edition", "started_by").filter(pk=pk, kind__in=PERMISSIONS).first()
    if run is None:
        raise Http404
    require(PERMISSIONS[run.kind], request.user)
    return run

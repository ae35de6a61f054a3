"""What the pages on a run share: finding it, keeping its choices, and starting the import."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import require
from ciie.kernel.clock import now
from ciie.web.refusals import attempt
from exhibitors.office.imports.forms import ImportForm
from exhibitors.office.imports.operations import PERMISSIONS, choose_for_import, start_import
from pavilions.plans.plan_files.models import ImportRun


def run_of(request: PersonRequest, pk: int) -> ImportRun:
    """Return the run with its edition. Raise `Http404` if there is none, and `NotAllowed` without the permission."""
    run = ImportRun.objects.select_related("edition", "started_by").filter(pk=pk, kind__in=PERMISSIONS).first()
    if run is None:
        raise Http404
    require(PERMISSIONS[run.kind], request.user)
    return run


def keep_choices(
    request: PersonRequest, run: ImportRun, form: ImportForm, pressed: Mapping[str, object] | None = None
) -> HttpResponse | None:
    """Keep the choices and, if asked to, start the import. Return the next page, or None with the refusal on the form.

    `pressed` are the choices of a button beside the form's fields, and take precedence over these. If a choice changes
    how the file is read, the preview is shown once more before the import starts.
    """
    is_start = "start" in request.POST
    chosen = attempt(
        form,
        lambda: choose_for_import(
            run.pk,
            form.choices | dict(pressed or {}),
            seen=form.seen,
            previewed=form.cleaned_data["previewed"] if is_start else None,
            actor=request.user,
            at=now(),
        ),
    )
    if chosen is None:
        return None
    seen = chosen.revision
    if is_start and form.reads_otherwise:
        messages.info(
            request, _("With these choices the file is read differently. Check the preview before you import.")
        )
    elif is_start and not attempt(form, lambda: start_import(run.pk, seen=seen, actor=request.user, at=now())):
        return None
    return redirect("imports:run", run.pk)

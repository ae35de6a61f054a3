"""What both previews share: keeping the choices, and starting the import."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.web.refusals import attempt
from exhibitors.imports.forms import ImportForm
from exhibitors.imports.operations.import_runs import choose_for_import, start_import
from pavilions.plan_files.models import ImportRun


def keep_choices(request: PersonRequest, run: ImportRun, form: ImportForm) -> HttpResponse | None:
    """Keep what was chosen and, if asked to, start; the next page, or None with the refusal on the form.

    What changes how the file is read is shown once more before it starts.
    """
    if not form.is_valid():
        return None
    is_start = "start" in request.POST
    previewed = form.cleaned_data["previewed"] if is_start else None
    chosen = attempt(
        form,
        lambda: choose_for_import(
            run.pk, form.choices, seen=form.seen, previewed=previewed, actor=request.user, at=now()
        ),
    )
    if chosen is None:
        return None
    seen = chosen.revision
    if is_start and form.reads_otherwise:
        messages.info(request, _("With these choices the file reads otherwise: look at it before you import."))
    elif is_start and not attempt(form, lambda: start_import(run.pk, seen=seen, actor=request.user, at=now())):
        return None
    return redirect("imports:run", run.pk)

"""Sends the safety report of a published version of a plan."""

from django.http import Http404, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from pavilions.permissions import for_organizers
from pavilions.plans.publishing.models import PlanSafetyReport
from pavilions.plans.safety.documents.drawing import draw_measured
from pavilions.plans.safety.documents.report_pdf import draw_report


@for_organizers
@require_safe
def safety_report(request: PersonRequest, publication: int) -> HttpResponse:
    """Send the report issued with a publication as a PDF. Raise `Http404` if the hall had no rules then."""
    rows = PlanSafetyReport.objects.select_related("publication__plan__hall", "publication__plan__edition")
    report = rows.filter(publication=publication).first()
    if report is None or not report.content.get("rule_set"):
        raise Http404
    plan, published_at = report.publication.plan, report.publication.published_at
    when = date_format(localtime(published_at, plan.edition.zone), "DATETIME_FORMAT")
    pdf = draw_report(
        report.content,
        drawing=draw_measured(plan, [line for rule in report.content["rules"] for line in rule.get("lines", ())]),
        subtitle=f"{plan.edition}, {plan}, {when}",
        language=get_language() or "en",
        at=published_at,
    )
    name = f"safety-{plan.hall.name}-{plan.version}.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )

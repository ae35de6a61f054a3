"""The public pages of an edition's terms, and the pages where the organizer writes them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.refusals import decided, perform
from ciie.web.revalidation import revalidated
from ciie.web.revision_forms import revision_seen
from exhibitors.pricing.terms.forms import TermsForm
from exhibitors.pricing.terms.models import EditionTerms
from exhibitors.pricing.terms.operations import change_terms, discard_terms, draft_terms, publish_terms
from exhibitors.pricing.terms.queries import terms_in_force, versions_of
from exhibitors.versions import TERMS
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import for_organizers, only
from pavilions.versions import EDITIONS


@require_safe
def in_force(request: HttpRequest, edition: int) -> HttpResponse:
    """Redirect to the version in force."""
    found = terms_in_force(get_object_or_404(Edition, number=edition).pk)
    if found is None:
        raise Http404
    return redirect("terms:version", edition, found.version)


@require_safe
@revalidated(EDITIONS, TERMS)
def version(request: HttpRequest, edition: int, version: int) -> HttpResponse:
    """Show one published version. Older ones stay available and say that a newer one applies."""
    rows = EditionTerms.objects.published().select_related("edition")
    terms = get_object_or_404(rows, edition__number=edition, version=version)
    latest = terms_in_force(terms.edition_id)
    context = {"terms": terms, "edition": terms.edition, "newer": latest if latest != terms else None}
    return render(request, "exhibitors/terms/public_terms.html", context)


@for_organizers
@require_safe
def versions(request: PersonRequest) -> HttpResponse:
    """List all versions of an edition, including the draft."""
    edition = edition_of(request)
    found = list(versions_of(edition))
    has_draft = any(each.published_at is None for each in found)
    may_write = allowed("exhibitors.write_terms", request.user)
    context = {"edition": edition, "versions": found, "may_draft": may_write and not has_draft, "may_write": may_write}
    return render(request, "exhibitors/terms/versions.html", context)


@only("exhibitors.write_terms")
@require_POST
def draft(request: PersonRequest) -> HttpResponse:
    """Draft the next version."""
    edition = edition_of(request)
    made: list[EditionTerms] = []
    done = _("Draft created from the current version.")
    perform(request, lambda: made.append(draft_terms(edition.pk, actor=request.user, at=now())), done)
    if made:
        return redirect("organizer:terms_edit", made[0].pk)
    return redirect(_list_of(edition))


@only("exhibitors.write_terms")
@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Edit the draft, with a preview in both languages and the button that publishes it."""
    terms = get_object_or_404(EditionTerms.objects.select_related("edition"), pk=pk)
    if request.method == "GET" and terms.published_at is not None:
        return redirect("terms:version", terms.edition.number, terms.version)
    initial = {"text": terms.text, "text_zh": terms.text_zh, "revision": terms.revision}
    form = TermsForm(request.POST or None, request.FILES or None, initial=initial)
    texts = {"text": "text", "text_zh": "text_zh"}
    if decided(form, change_terms, pk, arguments=texts, actor=request.user):
        messages.success(request, _("The draft has been saved."))
        return redirect("organizer:terms_edit", pk)
    context = {"terms": terms, "edition": terms.edition, "form": form}
    return render(request, "exhibitors/terms/edit.html", context, status=422 if form.is_bound else 200)


@for_organizers
@require_safe
def text_file(request: PersonRequest, pk: int, language: str) -> HttpResponse:
    """Return the text of a version in one language as a file, which a draft can read again."""
    terms = get_object_or_404(EditionTerms.objects.select_related("edition"), pk=pk)
    texts = {"en": terms.text, "zh": terms.text_zh}
    if language not in texts:
        raise Http404
    name = f"terms-{terms.edition.number}-{terms.version}-{language}.md"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(texts[language], content_type="text/markdown; charset=utf-8", headers=headers)


@only("exhibitors.write_terms")
@require_POST
def publish(request: PersonRequest, pk: int) -> HttpResponse:
    terms = get_object_or_404(EditionTerms.objects.select_related("edition"), pk=pk)
    done = _("Version %(version)s of the terms has been published.") % {"version": terms.version}
    seen = revision_seen(request)
    if perform(request, lambda: publish_terms(pk, seen=seen, actor=request.user, at=now()), done):
        return redirect(_list_of(terms.edition))
    return redirect("organizer:terms_edit", pk)


@only("exhibitors.write_terms")
@require_POST
def discard(request: PersonRequest, pk: int) -> HttpResponse:
    terms = get_object_or_404(EditionTerms.objects.select_related("edition"), pk=pk)
    seen, done = revision_seen(request), _("The draft has been discarded.")
    perform(request, lambda: discard_terms(pk, seen=seen, actor=request.user, at=now()), done)
    return redirect(_list_of(terms.edition))


def _list_of(edition: Edition) -> str:
    return f"{reverse('organizer:terms')}?edition={edition.number}"

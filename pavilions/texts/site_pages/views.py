"""Contact, terms of use, privacy and imprint: public pages, and pages for writing them."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.markdown import as_html
from ciie.web.navigation import Entry
from ciie.web.refusals import attempt
from ciie.web.revalidation import revalidated
from pavilions.permissions import only
from pavilions.texts.site_pages.forms import SitePageForm
from pavilions.texts.site_pages.operations import write_site_page
from pavilions.texts.site_pages.queries import PUBLISHED_KINDS, all_pages, page_in, published_page
from pavilions.texts.site_pages.states import PageKind, PageLanguage
from pavilions.versions import SITE_PAGES


def footer(_request: HttpRequest) -> Iterator[Entry]:
    """Yield the links to published pages for the foot of every page."""
    for kind in PUBLISHED_KINDS.get():
        yield Entry(kind.label, reverse(f"site:{kind}"), "file-text")


@require_safe
@revalidated(SITE_PAGES)
def show(request: HttpRequest, kind: PageKind) -> HttpResponse:
    """Show a published page in the reader's language, else in the other."""
    page = published_page(kind, get_language() or PageLanguage.ENGLISH)
    if page is None and allowed("pavilions.write_site_pages", request.user):
        messages.info(request, _("This page is not published yet. Visitors see it once you have written it here."))
        return redirect("site_pages:edit", kind, PageLanguage.ENGLISH)
    if page is None:
        raise Http404
    context = {"page": page, "html": as_html(page.text), "is_other_language": page.language != get_language()}
    return render(request, "pavilions/site_pages/page.html", context)


@only("pavilions.write_site_pages")
@require_safe
def list_pages(request: PersonRequest) -> HttpResponse:
    """Show each page in each language, and whether it is public."""
    written = all_pages()
    rows = [(kind, language, written.get((kind, language))) for kind in PageKind for language in PageLanguage]
    return render(request, "pavilions/site_pages/list.html", {"rows": rows})


@only("pavilions.write_site_pages")
@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, kind: str, language: str) -> HttpResponse:
    """Write a page in one language. The button `preview` shows it without saving."""
    if kind not in PageKind.values or language not in PageLanguage.values:
        raise Http404
    of, written_in = PageKind(kind), PageLanguage(language)
    page = page_in(of, written_in)
    seen = {"text": page.text, "is_published": page.is_published} if page else {}
    form = SitePageForm(
        request.POST if request.method == "POST" else None, initial={**seen, "revision": page.revision if page else 0}
    )
    is_preview = "preview" in request.POST
    if not is_preview and (
        saved := attempt(
            form,
            lambda: write_site_page(
                of,
                written_in,
                form.cleaned_data["text"],
                is_published=form.cleaned_data["is_published"],
                seen=form.seen,
                actor=request.user,
                at=now(),
            ),
        )
    ):
        PUBLISHED_KINDS.forget()
        messages.success(request, _("%(page)s has been saved.") % {"page": saved})
        return redirect("site_pages:list")
    context = {
        "form": form,
        "kind": of,
        "language": written_in,
        "page": page,
        "preview": as_html(form.cleaned_data["text"]) if is_preview and form.is_valid() else "",
    }
    refused = form.is_bound and (not is_preview or not form.is_valid())
    return render(request, "pavilions/site_pages/edit.html", context, status=422 if refused else 200)

"""Writing to exhibitors: from a list of bookings to a draft, its preview, and its recipients once it is sent."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import ROWS_PER_PAGE, list_page
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.office.mailings.documents import as_html
from exhibitors.office.mailings.filters import MailingFilter, RecipientFilter
from exhibitors.office.mailings.forms import MailingChangeForm, MailingForm, shown_in
from exhibitors.office.mailings.models import Mailing
from exhibitors.office.mailings.operations import (
    change_mailing,
    discard_mailing,
    draft_mailing,
    send_mailing,
    send_test,
)
from exhibitors.office.mailings.queries import filter_in_words, filter_of, found_by, mailings_of, recipients_of
from exhibitors.office.mailings.tables import RECIPIENT_COLUMNS, MailingTable, RecipientTable, recipient_rows
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import for_organizers, only

MAY = "exhibitors.write_to_exhibitors"


@for_organizers
@require_safe
def mailings(request: PersonRequest) -> HttpResponse:
    """List the messages of an edition, newest first."""
    edition = edition_of(request)
    found = MailingFilter(request.GET, queryset=mailings_of(edition))
    return list_page(
        request,
        "exhibitors/mailings/mailings.html",
        MailingTable(found.qs),
        filter=found,
        edition=edition,
        may_write=allowed(MAY, request.user),
    )


@only(MAY)
@require_http_methods(["GET", "POST"])
def write(request: PersonRequest) -> HttpResponse:
    """Write a message to the exhibitors whose bookings the URL's filter finds, as it does in the list of bookings."""
    edition = edition_of(request)
    filters = filter_of(request.GET, request.user)
    found = found_by(edition, filters, viewer=request.user, at=now())
    if not found.is_valid():
        messages.error(request, _("The filter is not valid. Narrow the list again, then write to these exhibitors."))
        return redirect("organizer:bookings")
    form = MailingForm(request.POST or None)
    if mailing := attempt(form, lambda: draft_mailing(edition.pk, filters, form.text(), actor=request.user, at=now())):
        return redirect("organizer:mailing", mailing.pk)
    context = {
        "edition": edition,
        "form": form,
        "bookings": found.qs.count(),
        "filters": filter_in_words(found),
        "list_url": f"{reverse('organizer:bookings')}?edition={edition.number}&{filters}",
    }
    return render(request, "exhibitors/mailings/write.html", context, status=422 if form.is_bound else 200)


@only(MAY)
@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    mailing = get_object_or_404(Mailing.objects.select_related("edition"), pk=pk)
    form = MailingChangeForm(request.POST or None, initial=shown_in(mailing))
    if attempt(form, lambda: change_mailing(pk, form.text(), seen=form.seen, actor=request.user, at=now())):
        return redirect("organizer:mailing", pk)
    context = {"mailing": mailing, "form": form}
    return render(request, "exhibitors/mailings/edit.html", context, status=422 if form.is_bound else 200)


@for_organizers
@require_safe
def mailing(request: PersonRequest, pk: int, kind: str = "") -> HttpResponseBase:
    """Show a draft with its preview and recipients, or a sent message with those to whom it was sent."""
    row = get_object_or_404(Mailing.objects.select_related("edition", "written_by", "sent_by"), pk=pk)
    found = RecipientFilter(
        request.GET, queryset=row.recipients.select_related("booking__company", "booking__edition").order_by("pk")
    )
    if kind:
        rows = recipient_rows(in_pieces(found.qs))
        return download(f"message-{row.pk}", kind, RECIPIENT_COLUMNS, rows)
    texts = [("en", row.subject_en, as_html(row.body_en))]
    if row.subject_zh:
        texts.append(("zh-Hans", row.subject_zh, as_html(row.body_zh)))
    at = now()
    narrowed = found_by(row.edition, row.filters, viewer=request.user, at=at)
    context: dict[str, Any] = {
        "mailing": row,
        "texts": texts,
        "filters": filter_in_words(narrowed),
        "may_write": allowed(MAY, request.user),
    }
    if row.sent_at is None:
        recipients = recipients_of(row, viewer=request.user, at=at)
        shown = Paginator(recipients.people, ROWS_PER_PAGE).get_page(request.GET.get("page"))
        context |= {"recipients": recipients, "page": shown}
        return render(request, "exhibitors/mailings/draft.html", context)
    return list_page(
        request,
        "exhibitors/mailings/sent.html",
        RecipientTable(found.qs),
        filter=found,
        has_any=True,
        exports=export_links(request.GET, "organizer:mailing_recipients_export", pk),
        **context,
    )


@only(MAY)
@require_POST
def test(request: PersonRequest, pk: int) -> HttpResponse:
    get_object_or_404(Mailing, pk=pk)
    perform(
        request,
        lambda: send_test(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("A test email has been sent to %(address)s.") % {"address": request.user.email},
    )
    return redirect("organizer:mailing", pk)


@only(MAY)
@require_POST
def send(request: PersonRequest, pk: int) -> HttpResponse:
    get_object_or_404(Mailing, pk=pk)

    def done(sent: Mailing) -> str:
        count = sent.recipients.count()
        words = ngettext("%(count)d email is on its way.", "%(count)d emails are on their way.", count)
        return words % {"count": count}

    perform(
        request,
        lambda: send_mailing(
            pk,
            recipients=request.POST.get("recipients", ""),
            seen=revision_seen(request),
            actor=request.user,
            at=now(),
        ),
        done,
    )
    return redirect("organizer:mailing", pk)


@only(MAY)
@require_POST
def discard(request: PersonRequest, pk: int) -> HttpResponse:
    get_object_or_404(Mailing, pk=pk)
    is_done = perform(
        request,
        lambda: discard_mailing(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The draft has been discarded."),
    )
    return redirect("organizer:mailings") if is_done else redirect("organizer:mailing", pk)

"""The mailbox of a developer's machine with all mail that this site sent.

It is mounted only if `MAILBOX_DIR` is set.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import FileResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from ciie.mail.mailbox import Mail, find_mail, newest_mails
from ciie.web.navigation import Entry, Group

FRAMED: dict[str, list[str]] = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}
# A mail may have its own styles and nothing else. When a person clicks on one of its links, this replaces the mailbox.
OF_A_MAIL: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "img-src": ["data:"],
    "frame-ancestors": [CSP.SELF],
    "form-action": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}
LINKS_LEAVE_THE_FRAME = '<base target="_top">'


def menu(_request: HttpRequest) -> Iterator[Group]:
    """Yield the menu entry of the mailbox, for everybody at a developer's machine."""
    yield Group(_("Local server"), (Entry(_("Mailbox"), reverse("mailbox"), "mail"),), place="bar")


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "mail/mailbox.html", {"mails": newest_mails(_folder())})


@require_safe
@csp_override(FRAMED)
def show(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "mail/mailbox_mail.html", {"mail": _mail_or_404(key)})


@require_safe
@xframe_options_sameorigin
@csp_override(OF_A_MAIL)
def html(request: HttpRequest, key: str) -> HttpResponse:
    """Show the mail's own HTML, in a frame that runs no script and loads nothing."""
    return HttpResponse(_mail_or_404(key).html.replace("<head>", f"<head>{LINKS_LEAVE_THE_FRAME}", 1))


@require_safe
def attachment(request: HttpRequest, key: str, position: int) -> FileResponse:
    """Send an attachment as a download, so that an HTML attachment is never opened as a page of this site."""
    attachments = _mail_or_404(key).attachments
    if position >= len(attachments):
        raise Http404
    found = attachments[position]
    return FileResponse(BytesIO(found.content), as_attachment=True, filename=found.name, content_type=found.media_type)


def _folder() -> Path:
    if settings.MAILBOX_DIR is None:
        raise Http404
    return settings.MAILBOX_DIR


def _mail_or_404(key: str) -> Mail:
    mail = find_mail(_folder(), key)
    if mail is None:
        raise Http404
    return mail

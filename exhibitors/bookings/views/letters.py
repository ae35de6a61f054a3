from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.slot_cache import SlotCache
from exhibitors.bookings.documents.letter_pdf import draw_letter
from exhibitors.bookings.models.booking import ConfirmationLetter
from exhibitors.bookings.queries.bookings import visible_to

KEPT_FOR_SECONDS = 24 * 60 * 60
LETTERS = SlotCache[bytes]("letter", slots=200, seconds=KEPT_FOR_SECONDS)


@login_required
@require_safe
@cache_control(private=True, max_age=KEPT_FOR_SECONDS)
def letter(request: PersonRequest, number: str) -> HttpResponse:
    """A confirmation letter as a PDF, for people of its company and of the organizer; to others it does not exist."""
    seen = ConfirmationLetter.objects.filter(booking__in=visible_to(request.user))
    found = get_object_or_404(seen, number=number)
    pdf = LETTERS.get_or_make(f"{found.pk} {found.number}", lambda: draw_letter(found))
    named = f'inline; filename="{found.number}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": named})

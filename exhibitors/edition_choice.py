"""Which edition an organizer's page is about."""

from django.http import Http404, HttpRequest

from pavilions.editions.queries import current_edition
from pavilions.floor.models.edition import Edition

LARGEST_NUMBER = 4


def edition_of(request: HttpRequest) -> Edition:
    """The edition whose number `?edition=` gives, or the current one; 404 where there is none."""
    number = request.GET.get("edition", "")
    if not number:
        edition = current_edition()
    elif number.isascii() and number.isdecimal() and len(number) <= LARGEST_NUMBER:
        edition = Edition.objects.filter(number=int(number)).first()
    else:
        edition = None
    if edition is None:
        raise Http404
    return edition

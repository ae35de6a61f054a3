"""The address, printed on documents, of the page on which everybody can check a PDF."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse


def check_address(public_id: UUID) -> str:
    return str(settings.SITE_URL + reverse("verification:document", args=[public_id]))

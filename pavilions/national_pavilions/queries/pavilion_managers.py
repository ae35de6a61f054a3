"""Who was invited to manage a pavilion."""

from datetime import datetime

from django.db.models import QuerySet

from ciie.accounts.invitations import open_invitations
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national_pavilions.models.pavilion_stages import PavilionInvitation


def open_invitations_of(pavilion: NationalPavilion, *, at: datetime) -> QuerySet[PavilionInvitation]:
    """Those that can still be accepted, newest first."""
    return open_invitations(PavilionInvitation.objects.filter(pavilion=pavilion), at=at)

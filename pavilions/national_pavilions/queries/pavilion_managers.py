"""Who was invited to manage a pavilion."""

from datetime import datetime

from django.db.models import QuerySet

from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national_pavilions.models.pavilion_stages import PavilionInvitation


def open_invitations_of(pavilion: NationalPavilion, *, at: datetime) -> QuerySet[PavilionInvitation]:
    """Those that can still be accepted, newest first."""
    rows = PavilionInvitation.objects.filter(pavilion=pavilion, accepted_at=None, withdrawn_at=None)
    return rows.filter(expires_at__gt=at).order_by("-invited_at", "-pk")

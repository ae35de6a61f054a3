"""What the security log has noted."""

from ciie.audit.models import SecurityEvent


def kinds(*, since: int = 0) -> list[str]:
    return list(SecurityEvent.objects.order_by("pk").values_list("kind", flat=True))[since:]

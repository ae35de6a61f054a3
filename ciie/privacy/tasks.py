import structlog
from celery import shared_task

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.privacy.operations import apply_retention
from ciie.privacy.retention import RULES

logger = structlog.get_logger(__name__)


@shared_task(name="ciie.privacy.apply_retention")
def apply_every_rule() -> None:
    """Apply each rule until no row is left that is old enough."""
    for name in RULES:
        while count := apply_retention(name, actor=SYSTEM, at=now()):
            logger.info("retention_applied", rule=name, rows=count)

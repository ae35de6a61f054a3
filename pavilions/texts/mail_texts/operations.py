"""Operations on the sender of an edition's mails."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.validity import require_valid
from pavilions.floor.models.edition import Edition


@operation("pavilions.edition_sender.set")
def set_edition_sender(
    edition_id: int, *, name: str, reply_to: str, seen: int | None = None, actor: Actor, at: datetime
) -> Edition:
    """Set the name that an edition's mails come from, and the address for answers.

    Blank means that of the whole site.
    """
    require("mail.write_texts", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found."))
    require_seen(edition, seen)
    edition.sender_name, edition.reply_to = name.strip(), reply_to.strip()
    require_valid(edition)
    edition.save(update_fields=["sender_name", "reply_to"])
    return edition

"""Pictures of exhibits. They were checked when they were uploaded; the row says where the file is."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one
from ciie.kernel.validity import require_valid
from ciie.uploads.pictures import AcceptedPicture, keep_picture, small_copy
from exhibitors.catalogue.models import Exhibit, ExhibitPicture
from exhibitors.catalogue.operations.exhibits import lock_exhibit

MOST_PICTURES = 8


@operation("exhibitors.exhibit.pictured")
def add_picture(
    exhibit_id: int, picture: AcceptedPicture, *, alt_text: str, actor: Actor, at: datetime
) -> ExhibitPicture:
    """Keep a picture of an exhibit, large and small, with words for those who cannot see it."""
    exhibit = lock_exhibit(exhibit_id)
    require("exhibitors.edit_exhibits", actor, exhibit)
    _require_room(exhibit, picture)
    words = alt_text.strip()
    if not words:
        raise Invalid(
            _("Say what the picture shows, for those who cannot see it."), code="alt_text_missing", field="alt_text"
        )
    small = small_copy(picture)
    row = ExhibitPicture(
        exhibit=exhibit,
        file=picture.name,
        width=picture.width,
        height=picture.height,
        small_file=small.name,
        small_width=small.width,
        small_height=small.height,
        alt_text=words,
    )
    require_valid(row)
    keep_picture(picture)
    keep_picture(small)
    row.save()
    _note_change(exhibit, at)
    return row


@operation("exhibitors.exhibit.unpictured")
def remove_picture(picture_id: int, *, actor: Actor, at: datetime) -> Exhibit:
    """Show a picture no longer. Its file stays, since others may show the same."""
    rows = ExhibitPicture.objects.all()
    exhibit_id = lock_one(rows, picture_id, missing=_("There is no such picture.")).exhibit_id
    exhibit = lock_exhibit(exhibit_id)
    require("exhibitors.edit_exhibits", actor, exhibit)
    exhibit.pictures.filter(pk=picture_id).delete()
    _note_change(exhibit, at)
    return exhibit


def _require_room(exhibit: Exhibit, picture: AcceptedPicture) -> None:
    files = list(exhibit.pictures.values_list("file", flat=True))
    if picture.name in files:
        raise DomainError(_("This picture is there already."), code="exhibit_picture_once", field="picture")
    if len(files) >= MOST_PICTURES:
        raise DomainError(
            _("An exhibit has at most %(most)d pictures. Remove one first.") % {"most": MOST_PICTURES},
            code="too_many_pictures",
            field="picture",
        )


def _note_change(exhibit: Exhibit, at: datetime) -> None:
    """Not a new revision: nothing that is judged has changed."""
    exhibit.changed_at = at
    exhibit.save(update_fields=["changed_at"])

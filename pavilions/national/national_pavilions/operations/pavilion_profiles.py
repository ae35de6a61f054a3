"""Operations on how a pavilion presents itself: profiles in several languages, pictures, and contacts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import require_seen
from ciie.kernel.validity import require_valid
from ciie.uploads.pictures import AcceptedPicture, keep_picture
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.models.pavilion_profile import (
    PavilionContact,
    PavilionPicture,
    PavilionProfile,
)
from pavilions.national.national_pavilions.operations.pavilion_guards import lock_kept
from pavilions.national.national_pavilions.operations.pavilion_tasks import finish_standard_task
from pavilions.national.national_pavilions.states import ContactKind, ProfileLanguage, StandardTask

MOST_HIGHLIGHTS = 10
MOST_PICTURES = 12


THEMES = {ProfileLanguage.ENGLISH: "theme", ProfileLanguage.CHINESE: "theme_zh"}


@dataclass(frozen=True)
class ProfileTerms:
    """A pavilion's profile in one language. Each line of `highlights` is one highlight."""

    title: str
    theme: str = ""
    text: str = ""
    highlights: str = ""


@dataclass(frozen=True)
class ContactTerms:
    kind: ContactKind
    name: str
    organization: str = ""
    email: str = ""
    phone: str = ""


@operation("pavilions.profile.written")
def write_profile(
    pavilion_id: int,
    language: ProfileLanguage,
    terms: ProfileTerms,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> PavilionProfile:
    """Write a pavilion's profile in one language, replacing any earlier one.

    The pavilion takes its themes from the English and Chinese profiles. A profile with a text finishes the standard
    task to write one.
    """
    pavilion = lock_kept(pavilion_id, actor)
    profile = PavilionProfile.objects.filter(pavilion=pavilion, language=language).first()
    require_seen(profile, seen)
    profile = profile or PavilionProfile(pavilion=pavilion, language=language)
    profile.title, profile.theme, profile.text = terms.title.strip(), terms.theme.strip(), terms.text.strip()
    profile.highlights = "\n".join(line.strip() for line in terms.highlights.splitlines() if line.strip())
    if len(profile.highlight_lines) > MOST_HIGHLIGHTS:
        raise Invalid(
            _("Enter at most %(most)d highlights; the rest belongs in the text.") % {"most": MOST_HIGHLIGHTS},
            code="too_many_highlights",
            field="highlights",
        )
    require_valid(profile, exclude=["pavilion"])
    profile.save()
    if field := THEMES.get(language):
        setattr(pavilion, field, profile.theme)
        pavilion.save(update_fields=[field])
    if profile.text:
        finish_standard_task(pavilion, StandardTask.PROFILE, actor=actor, at=at)
    return profile


@operation("pavilions.picture.sent")
def add_picture(
    pavilion_id: int, picture: AcceptedPicture, *, alt: str, alt_zh: str = "", actor: Actor, at: datetime
) -> PavilionPicture:
    """Add a picture after the present ones, and finish the standard task to upload one.

    Raise `DomainError`: `enough_pictures`, `picture_once`.
    """
    pavilion = lock_kept(pavilion_id, actor)
    present = pavilion.pictures.aggregate(last=Max("position"))["last"]
    if pavilion.pictures.count() >= MOST_PICTURES:
        raise DomainError(
            _("A pavilion can show at most %(most)d pictures. Remove one first.") % {"most": MOST_PICTURES},
            code="enough_pictures",
            field="picture",
        )
    if pavilion.pictures.filter(name=picture.name).exists():
        raise DomainError(_("This picture has already been added."), code="picture_once", field="picture")
    row = PavilionPicture(
        pavilion=pavilion,
        name=picture.name,
        width=picture.width,
        height=picture.height,
        alt=alt.strip(),
        alt_zh=alt_zh.strip(),
        position=0 if present is None else present + 1,
        sent_at=at,
    )
    require_valid(row, exclude=["pavilion"])
    keep_picture(picture)
    row.save(force_insert=True)
    finish_standard_task(pavilion, StandardTask.PICTURES, actor=actor, at=at)
    return row


@operation("pavilions.picture.changed")
def describe_picture(
    pavilion_id: int,
    picture_id: int,
    *,
    alt: str,
    alt_zh: str = "",
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> PavilionPicture:
    """Change the description of a picture."""
    picture = _picture(lock_kept(pavilion_id, actor), picture_id, seen)
    picture.alt, picture.alt_zh = alt.strip(), alt_zh.strip()
    require_valid(picture, exclude=["pavilion"])
    picture.save(update_fields=["alt", "alt_zh"])
    return picture


@operation("pavilions.picture.changed")
def put_picture_first(
    pavilion_id: int, picture_id: int, *, seen: int | None = None, actor: Actor, at: datetime
) -> PavilionPicture:
    """Move a picture before all others. Previews show the first one."""
    pavilion = lock_kept(pavilion_id, actor)
    chosen = _picture(pavilion, picture_id, seen)
    others = [picture for picture in pavilion.pictures.all() if picture.pk != chosen.pk]
    _number([chosen, *others])
    return chosen


@operation("pavilions.picture.changed")
def move_picture(
    pavilion_id: int, picture_id: int, *, places: int, seen: int | None = None, actor: Actor, at: datetime
) -> PavilionPicture:
    """Move a picture this many places later, or earlier if negative, at most to the end or the beginning."""
    pavilion = lock_kept(pavilion_id, actor)
    chosen = _picture(pavilion, picture_id, seen)
    in_order = list(pavilion.pictures.all())
    place = in_order.index(chosen)
    in_order.insert(max(0, place + places), in_order.pop(place))
    _number(in_order)
    return chosen


@operation("pavilions.picture.removed")
def remove_picture(pavilion_id: int, picture_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Stop showing a picture. Its file stays, since another pavilion may show the same one."""
    _picture(lock_kept(pavilion_id, actor), picture_id, seen).delete()


@operation("pavilions.contact.noted")
def note_contact(
    pavilion_id: int,
    terms: ContactTerms,
    *,
    contact_id: int | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> PavilionContact:
    """Add a contact, or change one. Naming the contractor finishes the standard task to do so."""
    pavilion = lock_kept(pavilion_id, actor)
    contact = PavilionContact(pavilion=pavilion) if contact_id is None else _contact(pavilion, contact_id, seen)
    contact.kind, contact.name, contact.organization = terms.kind, terms.name.strip(), terms.organization.strip()
    contact.email, contact.phone = terms.email.strip(), terms.phone.strip()
    require_valid(contact, exclude=["pavilion"])
    if not contact.email and not contact.phone:
        raise Invalid(_("Enter an email address or a phone number."), code="contact_can_be_reached", field="email")
    others = pavilion.contacts.filter(kind=ContactKind.CONTRACTOR).exclude(pk=contact.pk)
    if contact.kind == ContactKind.CONTRACTOR and others.exists():
        raise DomainError(
            _("The pavilion already has a contractor. Change or remove that entry."),
            code="one_contractor_per_pavilion",
            field="kind",
        )
    contact.save()
    if contact.kind == ContactKind.CONTRACTOR:
        finish_standard_task(pavilion, StandardTask.CONTRACTOR, actor=actor, at=at)
    return contact


@operation("pavilions.contact.removed")
def remove_contact(pavilion_id: int, contact_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    _contact(lock_kept(pavilion_id, actor), contact_id, seen).delete()


def _picture(pavilion: NationalPavilion, picture_id: int, seen: int | None) -> PavilionPicture:
    found = pavilion.pictures.filter(pk=picture_id).first()
    if found is None:
        raise NotFound(_("This picture no longer exists."), code="not_found")
    require_seen(found, seen)
    return found


def _number(pictures: Sequence[PavilionPicture]) -> None:
    for position, picture in enumerate(pictures):
        picture.position = position
    PavilionPicture.objects.bulk_update(pictures, ["position"])


def _contact(pavilion: NationalPavilion, contact_id: int, seen: int | None) -> PavilionContact:
    found = pavilion.contacts.filter(pk=contact_id).first()
    if found is None:
        raise NotFound(_("This contact no longer exists."), code="not_found")
    require_seen(found, seen)
    return found

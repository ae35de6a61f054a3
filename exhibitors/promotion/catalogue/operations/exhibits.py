"""Operations of exhibitors on their exhibits and pictures: adding, changing, withdrawing and publishing again."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock, lock_one, lock_topic, require_seen
from ciie.kernel.validity import require_valid
from ciie.uploads.pictures import AcceptedPicture, keep_picture, small_copy
from exhibitors.companies.models import Company
from exhibitors.promotion.catalogue.models import Exhibit, ExhibitPicture
from exhibitors.promotion.catalogue.states import (
    DEBUT_LIFECYCLE,
    EXHIBIT_LIFECYCLE,
    Debut,
    DebutState,
    ExhibitKind,
    ExhibitState,
)
from exhibitors.search_words import folded_text, indexed_words
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion

MOST_EXHIBITS = 300
"""The limit of one exhibitor at one edition."""
MOST_PICTURES = 8
"""The limit of one exhibit."""
JUDGED = ("kind", "category", "category_zh", "name", "name_zh", "text", "text_zh", "debut", "debut_grounds")
"""The fields that an organizer reads before verifying a debut. A change of any of them claims the debut anew."""
NOT_TYPED = ("added_at", "added_by", "changed_at", "decided_by", "company", "pavilion", "same_debut_as", "search")


@dataclass(frozen=True)
class ExhibitTerms:
    """The terms of an exhibit as its exhibitor writes them. `debut` is None if none is claimed."""

    sector_id: int
    kind: ExhibitKind
    category: str
    name: str = ""
    name_zh: str = ""
    text: str = ""
    text_zh: str = ""
    debut: Debut | None = None
    debut_grounds: str = ""
    category_zh: str = ""


@operation("exhibitors.exhibit.added")
def add_exhibit(company_id: int, edition_id: int, terms: ExhibitTerms, *, actor: Actor, at: datetime) -> Exhibit:
    """Add an exhibit of a company. It is public once the company has booked space and is named in public."""
    company, edition = Company.objects.filter(pk=company_id).first(), Edition.objects.filter(pk=edition_id).first()
    if company is None or edition is None:
        raise NotFound(_("Company or edition not found."), code="not_found")
    require("exhibitors.edit_exhibits", actor, company)
    return _add(Exhibit(edition=edition, company=company), terms, actor=actor, at=at)


@operation("exhibitors.exhibit.added")
def add_pavilion_exhibit(pavilion_id: int, terms: ExhibitTerms, *, actor: Actor, at: datetime) -> Exhibit:
    """Add an exhibit of a national pavilion. It is public once the pavilion has confirmed."""
    pavilion = NationalPavilion.objects.select_related("edition").filter(pk=pavilion_id).first()
    if pavilion is None:
        raise NotFound(_("Pavilion not found."), code="not_found")
    require("exhibitors.edit_exhibits", actor, pavilion)
    return _add(Exhibit(edition=pavilion.edition, pavilion=pavilion), terms, actor=actor, at=at)


@operation("exhibitors.exhibit.changed")
def change_exhibit(
    exhibit_id: int, terms: ExhibitTerms, *, seen: int | None = None, actor: Actor, at: datetime
) -> Exhibit:
    """Change an exhibit. A debut whose words change is claimed anew, even if it was verified."""
    exhibit = lock_debut(exhibit_id, seen)
    require("exhibitors.edit_exhibits", actor, exhibit)
    _write(exhibit, terms, at=at)
    exhibit.revision += 1
    exhibit.save()
    return exhibit


@operation("exhibitors.exhibit.withdrawn")
def withdraw_exhibit(exhibit_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Exhibit:
    """Stop showing an exhibit. It is kept, and can be published again."""
    return _move(exhibit_id, ExhibitState.WITHDRAWN, seen=seen, actor=actor, at=at)


@operation("exhibitors.exhibit.published")
def publish_exhibit(exhibit_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Exhibit:
    """Publish an exhibit again that was withdrawn."""
    return _move(exhibit_id, ExhibitState.PUBLISHED, seen=seen, actor=actor, at=at)


def lock_exhibit(exhibit_id: int, seen: int | None = None) -> Exhibit:
    """Lock an exhibit for an operation. Refuse if it has changed since it was `seen` at this revision."""
    rows = Exhibit.objects.select_related("edition", "company", "pavilion")
    exhibit = lock_one(rows, exhibit_id, missing=_("Exhibit not found."))
    require_seen(exhibit, seen)
    return exhibit


def lock_debut(exhibit_id: int, seen: int | None = None) -> Exhibit:
    """Lock the debuts of the edition, since they refer to each other, and then an exhibit whose debut may change."""
    edition_id = Exhibit.objects.filter(pk=exhibit_id).values_list("edition", flat=True).first()
    lock_topic(f"debuts of {edition_id}")
    return lock_exhibit(exhibit_id, seen)


def hand_on_debut(exhibit: Exhibit) -> None:
    """Regroup the exhibits that counted as one debut with this one, which no longer counts, under the first of them."""
    heirs = lock(Exhibit.objects.all(), exhibit.also_shown_as.values_list("pk", flat=True))
    for heir in heirs:
        heir.same_debut_as = heirs[0] if heir != heirs[0] else None
        heir.revision += 1
        heir.save(update_fields=["same_debut_as", "revision"])


def require_running(edition: Edition, at: datetime, *, field: str | None = None) -> None:
    """Raise `Invalid` (`edition_over`) once the edition is over, since its exhibits are then final."""
    if day_of(at, edition.zone) > edition.closes_date:
        raise Invalid(
            _("%(edition)s is over; its exhibits can no longer be changed.") % {"edition": edition},
            code="edition_over",
            field=field,
        )


def _add(exhibit: Exhibit, terms: ExhibitTerms, *, actor: Actor, at: datetime) -> Exhibit:
    of_same = Exhibit.objects.filter(edition=exhibit.edition, company=exhibit.company, pavilion=exhibit.pavilion)
    lock_topic(f"exhibits {exhibit.edition_id} {exhibit.company_id} {exhibit.pavilion_id}")
    if of_same.count() >= MOST_EXHIBITS:
        raise DomainError(
            _("An exhibitor can show at most %(most)d exhibits at an edition. Change an existing one.")
            % {"most": MOST_EXHIBITS},
            code="too_many_exhibits",
        )
    exhibit.added_by, exhibit.added_at = person_of(actor), at
    _write(exhibit, terms, at=at)
    exhibit.save()
    return exhibit


def _write(exhibit: Exhibit, terms: ExhibitTerms, *, at: datetime) -> None:
    require_running(exhibit.edition, at, field="debut" if terms.debut else None)
    before = _judged(exhibit)
    exhibit.sector_id, exhibit.kind = terms.sector_id, terms.kind
    exhibit.category, exhibit.category_zh = terms.category.strip(), terms.category_zh.strip()
    exhibit.name, exhibit.name_zh = terms.name.strip(), terms.name_zh.strip()
    exhibit.text, exhibit.text_zh = terms.text.strip(), terms.text_zh.strip()
    exhibit.debut, exhibit.debut_grounds = terms.debut or "", terms.debut_grounds.strip() if terms.debut else ""
    exhibit.changed_at = at
    if not exhibit.name and not exhibit.name_zh:
        raise Invalid(_("Enter a name in English or in Chinese."), code="exhibit_has_name", field="name")
    if exhibit.debut and not exhibit.debut_grounds:
        raise Invalid(
            _("Explain why it is a debut: when and where it has been shown or sold so far."),
            code="grounds_missing",
            field="debut_grounds",
        )
    if not exhibit.debut or _judged(exhibit) != before:
        _claim(exhibit)
    require_valid(exhibit, exclude=NOT_TYPED)
    note_words(exhibit)


def _judged(exhibit: Exhibit) -> tuple[str, ...]:
    return tuple(getattr(exhibit, name) for name in JUDGED)


def _claim(exhibit: Exhibit) -> None:
    """Claim the debut, or clear it, after its words have changed."""
    wanted = DebutState.CLAIMED if exhibit.debut else DebutState.NONE
    if exhibit.debut_state == wanted:
        return
    DEBUT_LIFECYCLE.require(exhibit.debut_state, wanted)
    if exhibit.debut_state == DebutState.VERIFIED:
        hand_on_debut(exhibit)
    exhibit.debut_state, exhibit.reason, exhibit.decided_by, exhibit.decided_at = wanted, "", None, None
    exhibit.same_debut_as = None


def note_words(exhibit: Exhibit) -> None:
    """Update the texts that the search uses."""
    exhibit.folded_name = folded_text(exhibit.name, exhibit.category)
    exhibit.name_words = indexed_words(exhibit.name, exhibit.name_zh, exhibit.category, exhibit.category_zh)
    exhibit.text_words = indexed_words(exhibit.text, exhibit.text_zh)


def _move(exhibit_id: int, to: ExhibitState, *, seen: int | None, actor: Actor, at: datetime) -> Exhibit:
    exhibit = lock_exhibit(exhibit_id, seen)
    require("exhibitors.edit_exhibits", actor, exhibit)
    EXHIBIT_LIFECYCLE.require(exhibit.state, to)
    require_running(exhibit.edition, at)
    exhibit.state, exhibit.changed_at = to, at
    exhibit.revision += 1
    exhibit.save(update_fields=["state", "changed_at", "revision"])
    return exhibit


@operation("exhibitors.exhibit.pictured")
def add_picture(
    exhibit_id: int, picture: AcceptedPicture, *, alt_text: str, alt_text_zh: str = "", actor: Actor, at: datetime
) -> ExhibitPicture:
    """Add a picture of an exhibit, large and small, with a description for people who cannot see it."""
    exhibit = lock_exhibit(exhibit_id)
    require("exhibitors.edit_exhibits", actor, exhibit)
    files = list(exhibit.pictures.values_list("file", flat=True))
    if picture.name in files:
        raise DomainError(_("This picture has already been added."), code="exhibit_picture_once", field="picture")
    if len(files) >= MOST_PICTURES:
        raise DomainError(
            _("An exhibit can have at most %(most)d pictures. Remove one first.") % {"most": MOST_PICTURES},
            code="too_many_pictures",
            field="picture",
        )
    words = alt_text.strip()
    if not words:
        raise Invalid(
            _("Describe the picture for people who cannot see it."), code="alt_text_missing", field="alt_text"
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
        alt_text_zh=alt_text_zh.strip(),
    )
    require_valid(row)
    keep_picture(picture)
    keep_picture(small)
    row.save()
    _note_change(exhibit, at)
    return row


@operation("exhibitors.exhibit.unpictured")
def remove_picture(picture_id: int, *, actor: Actor, at: datetime) -> Exhibit:
    """Stop showing a picture. Its file stays, since others may show the same one."""
    rows = ExhibitPicture.objects.all()
    exhibit_id = lock_one(rows, picture_id, missing=_("Picture not found.")).exhibit_id
    exhibit = lock_exhibit(exhibit_id)
    require("exhibitors.edit_exhibits", actor, exhibit)
    exhibit.pictures.filter(pk=picture_id).delete()
    _note_change(exhibit, at)
    return exhibit


def _note_change(exhibit: Exhibit, at: datetime) -> None:
    """Note the time of a change without a new revision, since nothing that is judged has changed."""
    exhibit.changed_at = at
    exhibit.save(update_fields=["changed_at"])

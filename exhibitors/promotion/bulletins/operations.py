"""Operations on releases: drafted from the figures of a day, reviewed, issued with frozen figures, archived."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.bilingual import CHINESE, ENGLISH
from ciie.kernel.days import day_of, day_there
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import day_words
from ciie.uploads.pictures import AcceptedPicture, keep_picture
from exhibitors.promotion.bulletins.models import (
    ANOTHER_PERSON,
    LONGEST_TITLE,
    Bulletin,
    BulletinFigure,
    BulletinPicture,
)
from exhibitors.promotion.bulletins.notifications import announce_figures_fallen
from exhibitors.promotion.bulletins.queries import (
    PUBLIC,
    count_of,
    digest_of,
    fallen_figures,
    figures_in,
    noted_figures,
    own_language,
    with_figures,
    writers_of,
)
from exhibitors.promotion.bulletins.states import BULLETIN_LIFECYCLE, BulletinState
from exhibitors.promotion.bulletins.text import keys_in, require_known, require_own_pictures
from exhibitors.promotion.figures.queries.public_figures import guest_countries
from exhibitors.promotion.figures.queries.release_figures import KINDS, CountedFigure
from pavilions.floor.models.edition import Edition

MOST_PICTURES = 20
COPIED = ("edition", "number", "title", "body", "title_zh", "body_zh", "as_of_date", "guest_country")
"""The fields that a correction takes over from the version that it corrects."""
GUEST_FIGURES = frozenset({"guest", "guest_times", "guest_stage", "guest_areas"})
OPENING = _(
    "{edition}: participation so far\n\n"
    "{participants} countries and international organizations have confirmed their participation in the national"
    " exhibition, while {companies} companies from {countries} countries and regions have booked {booked_sqm} square"
    " meters of space in the business exhibition.\n\n"
    "A series of promotions has been held in {roadshow_countries} countries and regions.\n\n"
    "Over its first {editions} editions, {debuts} products, technologies and services have made their debut at the"
    " expo, and tentative deals worth {deals_usd_bn} were signed."
)
"""The proposed text. Its first line is the title, the rest the body."""


@operation("exhibitors.bulletin.drafted")
def draft_bulletin(edition_id: int, as_of_date: date, *, actor: Actor, at: datetime) -> Bulletin:
    """Begin a release about an edition as it stood at the end of a day, with the usual text to start from.

    While that day runs, its figures are the current ones.
    """
    require("exhibitors.write_bulletins", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found."))
    _require_past(edition, as_of_date, at)
    guests = guest_countries(edition)
    texts = {}
    for language in (ENGLISH, CHINESE):
        with translation.override(language):
            texts[language] = gettext(str(OPENING)).partition("\n\n")
    (title, _blank, body), (title_zh, _blank, body_zh) = texts.values()
    last = edition.bulletins.aggregate(last=Max("number"))["last"] or 0
    return Bulletin.objects.create(
        edition=edition,
        number=last + 1,
        title=title,
        body=body,
        title_zh=title_zh,
        body_zh=body_zh,
        as_of_date=as_of_date,
        guest_country=guests[0] if guests else "",
        written_by=person_of(actor),
        written_at=at,
    )


@operation("exhibitors.bulletin.changed")
def change_bulletin(
    bulletin_id: int,
    *,
    title: str,
    body: str,
    title_zh: str = "",
    body_zh: str = "",
    as_of_date: date,
    guest_country: str | None = None,
    correction_reason: str | None = None,
    correction_reason_zh: str | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Bulletin:
    """Change a draft. Raise `Invalid`, naming it, for an unknown figure or a picture of another site.

    With `title_zh` and `body_zh` it is a bulletin in English and Chinese; with neither it is in one language.
    `guest_country` is the guest of honour that `{guest_times}` counts. The reasons are those of a correction. Omitted
    arguments leave their fields unchanged.
    """
    require("exhibitors.write_bulletins", actor)
    bulletin = _lock_bulletin(bulletin_id, seen)
    if bulletin.state != BulletinState.DRAFT:
        raise _not_a_draft(bulletin)
    pictures = set(bulletin.pictures.values_list("number", flat=True))
    for field, text in {"title": title, "body": body, "title_zh": title_zh, "body_zh": body_zh}.items():
        require_known(text, KINDS, field=field)
        require_own_pictures(text, pictures, field=field)
    if bool(title_zh.strip()) != bool(body_zh.strip()):
        field = "body_zh" if title_zh.strip() else "title_zh"
        raise Invalid(
            _("Enter both the title and the text in Chinese, or neither."), code="chinese_incomplete", field=field
        )
    _require_past(bulletin.edition, as_of_date, at)
    bulletin.title, bulletin.body, bulletin.as_of_date = title.strip(), body.strip(), as_of_date
    bulletin.title_zh, bulletin.body_zh = title_zh.strip(), body_zh.strip()
    if guest_country is not None:
        bulletin.guest_country = guest_country
    if bulletin.corrects is not None:
        reason = bulletin.correction_reason if correction_reason is None else correction_reason.strip()
        reason_zh = bulletin.correction_reason_zh if correction_reason_zh is None else correction_reason_zh.strip()
        _require_reasons(reason, reason_zh, bulletin, "correction_reason")
        bulletin.correction_reason, bulletin.correction_reason_zh = reason, reason_zh
    bulletin.written_by, bulletin.written_at = person_of(actor), at
    require_valid(bulletin)
    bulletin.revision += 1
    bulletin.save()
    return bulletin


@operation("exhibitors.bulletin.moved")
def move_bulletin(
    bulletin_id: int, *, to: BulletinState, seen: int | None = None, actor: Actor, at: datetime
) -> Bulletin:
    """Send a draft to review, return it, or archive an issued one. Issuing is a separate operation.

    Its figures are noted when it goes to review, so that the person who issues it sees what has changed since.
    """
    writing = to == BulletinState.IN_REVIEW
    require("exhibitors.write_bulletins" if writing else "exhibitors.issue_bulletins", actor)
    bulletin = _lock_bulletin(bulletin_id, seen)
    if to == BulletinState.ISSUED:
        raise BULLETIN_LIFECYCLE.refusal(bulletin.state, to)
    if writing:
        bulletin.figures_in_review = noted_figures(bulletin, count_of(bulletin, at=at))
    return _move(bulletin, to)


@operation("exhibitors.bulletin.issued")
def issue_bulletin(
    bulletin_id: int, *, agreed: str | None = None, seen: int | None = None, actor: Actor, at: datetime
) -> Bulletin:
    """Publish a reviewed release that another person has written, and freeze every figure that it mentions.

    Each figure is stored with how it was counted. Figures of a day that still runs are counted up to `at`, and say so.
    `agreed` is the digest of the figures that the actor has agreed to: if they differ by now, nothing is issued
    (`figures_changed`).
    """
    require("exhibitors.issue_bulletins", actor)
    bulletin = _lock_bulletin(bulletin_id, seen)
    BULLETIN_LIFECYCLE.require(bulletin.state, BulletinState.ISSUED)
    if isinstance(actor, User) and actor.pk in writers_of(bulletin):
        raise DomainError(ANOTHER_PERSON, code="bulletin_issued_by_another_person")
    count = count_of(bulletin, at=at)  # counted once for both languages, so that they cannot differ
    if agreed is not None and agreed != digest_of(noted_figures(bulletin, count)):
        raise DomainError(
            _("Figures have changed since you opened the page, so nothing was issued. Check them and agree again."),
            code="figures_changed",
        )
    figures = figures_in(own_language(bulletin), count)
    chinese = figures_in(CHINESE, count) if bulletin.body_zh else {}
    keys = keys_in(f"{bulletin.title}\n{bulletin.body}\n{bulletin.title_zh}\n{bulletin.body_zh}")
    if GUEST_FIGURES.intersection(keys) and not figures["guest"].value:
        raise _no_guest(bulletin)
    BulletinFigure.objects.bulk_create(
        BulletinFigure(
            bulletin=bulletin,
            key=key,
            label=figures[key].label,
            value=figures[key].value,
            said=figures[key].said,
            source=figures[key].source,
            label_zh=chinese[key].label if chinese else "",
            said_zh=chinese[key].said if chinese else "",
            source_zh=chinese[key].source if chinese else "",
            counted_at=at,
        )
        for key in keys
    )
    bulletin.title = _title(bulletin.title, figures, "title")
    bulletin.title_zh = _title(bulletin.title_zh, chinese, "title_zh")
    bulletin.issued_by, bulletin.issued_at = person_of(actor), at
    return _move(bulletin, BulletinState.ISSUED)


@operation("exhibitors.bulletin.corrected")
def correct_bulletin(
    bulletin_id: int, *, reason: str, reason_zh: str = "", seen: int | None = None, actor: Actor, at: datetime
) -> Bulletin:
    """Begin the next version of an issued release, with its texts and pictures and the reason for the correction.

    It is written, reviewed and issued like any release. Once issued, it replaces the version that it corrects, which
    stays readable with a note.
    """
    require("exhibitors.write_bulletins", actor)
    bulletin = _lock_bulletin(bulletin_id, seen)
    if bulletin.state not in PUBLIC:
        raise DomainError(_("Only an issued bulletin is corrected. Change this one."), code="not_issued")
    if Bulletin.objects.filter(corrects=bulletin).exists():
        raise DomainError(_("A correction of this version has been begun already."), code="corrected_already")
    _require_reasons(reason.strip(), reason_zh.strip(), bulletin, "reason")
    correction = Bulletin(
        **{name: getattr(bulletin, name) for name in COPIED},
        version=bulletin.version + 1,
        corrects=bulletin,
        correction_reason=reason.strip(),
        correction_reason_zh=reason_zh.strip(),
        written_by=person_of(actor),
        written_at=at,
    )
    require_valid(correction)
    correction.save()
    for picture in bulletin.pictures.all():
        picture.pk, picture.bulletin = None, correction
        picture.save(force_insert=True)
    return correction


@operation("exhibitors.bulletin.pictured")
def add_bulletin_picture(
    bulletin_id: int, picture: AcceptedPicture, *, alt: str, alt_zh: str = "", actor: Actor, at: datetime
) -> BulletinPicture:
    """Add a picture to a draft, with a description for people who cannot see it. The actor counts as a writer."""
    require("exhibitors.write_bulletins", actor)
    bulletin = _lock_bulletin(bulletin_id, None)
    if bulletin.state != BulletinState.DRAFT:
        raise _not_a_draft(bulletin)
    present = bulletin.pictures.count()
    if present >= MOST_PICTURES:
        raise DomainError(
            _("A bulletin can have at most %(most)d pictures.") % {"most": MOST_PICTURES},
            code="too_many_pictures",
            field="picture",
        )
    if bulletin.pictures.filter(file=picture.name).exists():
        raise DomainError(_("This picture has already been added."), code="bulletin_picture_once", field="picture")
    row = BulletinPicture(
        bulletin=bulletin,
        number=present + 1,
        file=picture.name,
        width=picture.width,
        height=picture.height,
        alt=alt.strip(),
        alt_zh=alt_zh.strip(),
    )
    require_valid(row)
    keep_picture(picture)
    row.save()
    bulletin.written_by, bulletin.written_at = person_of(actor), at
    bulletin.save(update_fields=["written_by", "written_at"])
    return row


@operation("exhibitors.figures.watched")
def warn_of_fallen_figures(*, actor: Actor, at: datetime) -> int:
    """Warn the press office of figures that have fallen below the rounded words last published; return how many.

    There is one warning for each figure of a bulletin.
    """
    running = Edition.objects.filter(closes_date__gte=day_there(at, "time_zone"), bulletins__isnull=False)
    fallen = [each for edition in running.distinct() for each in fallen_figures(edition, at=at)]
    announce_figures_fallen(fallen)
    return len(fallen)


def _require_reasons(reason: str, reason_zh: str, bulletin: Bulletin, field: str) -> None:
    """Raise `Invalid` at `field`, or at its Chinese one, unless the reason is given in the bulletin's languages."""
    if not reason:
        raise Invalid(_("Say what is corrected, and why."), code="reason_missing", field=field)
    if bulletin.body_zh and not reason_zh:
        raise Invalid(
            _("The bulletin has a Chinese text. Give the reason in Chinese, too."),
            code="reason_missing",
            field=f"{field}_zh",
        )


def _not_a_draft(bulletin: Bulletin) -> DomainError:
    return DomainError(
        _("Only a draft can be changed; this bulletin is %(state)s.") % {"state": bulletin.get_state_display()},
        code="not_a_draft",
    )


def _title(title: str, figures: Mapping[str, CountedFigure], field: str) -> str:
    """Return the title with its figures filled in, since lists and feeds show it as it is."""
    whole = with_figures(title, figures)
    if len(whole) > LONGEST_TITLE:
        raise Invalid(
            _("With its figures, the title is longer than %(limit)s characters. Shorten it.")
            % {"limit": LONGEST_TITLE},
            code="title_too_long",
            field=field,
        )
    return whole


def _no_guest(bulletin: Bulletin) -> DomainError:
    if not bulletin.guest_country:
        sentence = _("The text mentions a guest country of honour. Choose which one, or remove its figures.")
        return DomainError(sentence, code="no_guest_of_honour", field="guest_country")
    return DomainError(
        _("%(country)s was not guest country of honour on %(day)s. Return the bulletin and correct the guest country.")
        % {"country": bulletin.guest_country.name, "day": day_words(bulletin.as_of_date)},
        code="no_guest_of_honour",
        field="guest_country",
    )


def _lock_bulletin(bulletin_id: int, seen: int | None) -> Bulletin:
    rows = Bulletin.objects.select_related("edition")
    bulletin = lock_one(rows, bulletin_id, missing=_("Bulletin not found."))
    if seen is not None and seen != bulletin.revision:
        raise DomainError(
            _("This bulletin was changed while you were viewing it and is now %(state)s.")
            % {"state": bulletin.get_state_display()},
            code="changed_meanwhile",
        )
    return bulletin


def _require_past(edition: Edition, day: date, at: datetime) -> None:
    if day > day_of(at, edition.zone):
        raise Invalid(_("There are no figures for a future date."), code="day_to_come", field="as_of_date")
    if day < day_of(edition.booking_opens_at, edition.zone):
        raise Invalid(
            _("Booking for this edition opened on %(day)s. There are no figures before that day.")
            % {"day": day_words(day_of(edition.booking_opens_at, edition.zone))},
            code="before_booking",
            field="as_of_date",
        )


def _move(bulletin: Bulletin, to: BulletinState) -> Bulletin:
    BULLETIN_LIFECYCLE.require(bulletin.state, to)
    bulletin.state = to
    bulletin.revision += 1
    bulletin.save(
        update_fields=["title", "title_zh", "state", "figures_in_review", "issued_by", "issued_at", "revision"]
    )
    return bulletin

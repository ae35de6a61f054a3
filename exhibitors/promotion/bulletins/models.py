"""Official releases. Their figures are counted anew until a release is issued, and are frozen from then on."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from ciie.kernel.bilingual import reads_chinese, shown
from ciie.kernel.validity import Guard
from ciie.kernel.wording import labelled
from exhibitors.promotion.bulletins.states import BULLETIN_LIFECYCLE, BulletinState
from pavilions.floor.models.edition import Edition

LONGEST_TITLE = 200
LONGEST_REASON = 500
ANOTHER_PERSON = _("You have written this bulletin, or a part of it. Another person has to issue it.")


@pghistory.track()
class Bulletin(models.Model):
    """A release about an edition as it stood at the end of a day, or when it was issued while that day ran.

    `body` is Markdown in which `{companies}` stands for a figure in words and `{companies:exact}` for the number. The
    title may contain the same until the bulletin is issued.

    An issued bulletin is corrected by its next `version`, which names the one that it `corrects` and gives the reason.
    `figures_in_review` are the figures that were in the text when it went to review, by their keys: the number, and its
    words in English and in Chinese.

    A bulletin with a Chinese title and text beside the English ones is one bulletin in two languages. Without them it
    is in the language in which it is written.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="bulletins")
    number = models.PositiveIntegerField(_("number"))
    version = models.PositiveSmallIntegerField(_("version"), default=1, db_default=1, editable=False)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("corrects"),
        null=True,
        blank=True,
        related_name="correction",
        editable=False,
    )
    correction_reason = models.CharField(
        _("reason for the correction"), max_length=LONGEST_REASON, blank=True, db_default="", default=""
    )
    correction_reason_zh = models.CharField(
        _("reason for the correction, in Chinese"), max_length=LONGEST_REASON, blank=True, db_default="", default=""
    )
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    body = models.TextField(_("text"), max_length=20_000)
    title_zh = models.CharField(_("title in Chinese"), max_length=LONGEST_TITLE, blank=True, db_default="", default="")
    body_zh = models.TextField(_("text in Chinese"), max_length=20_000, blank=True, db_default="", default="")
    as_of_date = models.DateField(_("figures as of"))
    guest_country = CountryField(
        _("guest country of honour"),
        blank=True,
        help_text=_("The guest country that {guest_times} refers to, if any."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=BulletinState, default=BulletinState.DRAFT, editable=False
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("written by"), null=True, related_name="+"
    )
    written_at = models.DateTimeField(_("written at"), editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("issued by"), null=True, blank=True, related_name="+"
    )
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True, editable=False)
    figures_in_review = models.JSONField(default=dict, db_default={}, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        constraints = [
            models.UniqueConstraint(fields=["edition", "number", "version"], name="bulletin_version_once"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, version=1, correction_reason="")
                | (Q(corrects__isnull=False, version__gt=1) & ~Q(correction_reason="")),
                name="bulletin_correction_has_reason",
                violation_error_message=_("Say what is corrected, and why."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[BulletinState.ISSUED, BulletinState.ARCHIVED], issued_at__isnull=False)
                | Q(state__in=[BulletinState.DRAFT, BulletinState.IN_REVIEW], issued_at__isnull=True),
                name="bulletin_issued_has_instant",
            ),
            models.CheckConstraint(
                condition=Q(title_zh="", body_zh="") | (~Q(title_zh="") & ~Q(body_zh="")),
                name="bulletin_chinese_is_whole",
                violation_error_message=_("Enter both the title and the text in Chinese, or neither."),
            ),
        ]
        triggers = [
            *BULLETIN_LIFECYCLE.triggers("state"),
            Guard(
                name="bulletin_issued_by_another_person",
                sentence=ANOTHER_PERSON,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("state"),
                refused=f"""
                    IF NEW.state = '{BulletinState.ISSUED.value}' AND (
                        NEW.written_by_id = NEW.issued_by_id OR EXISTS (
                            SELECT FROM exhibitors_bulletinevent AS event
                            WHERE event.pgh_obj_id = NEW.id AND event.written_by_id = NEW.issued_by_id
                        )
                    ) THEN
                """,
            ),
            pgtrigger.Protect(
                name="issued_text_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=[BulletinState.ISSUED, BulletinState.ARCHIVED])
                & (
                    pgtrigger.Q(old__title__df=pgtrigger.F("new__title"))
                    | pgtrigger.Q(old__body__df=pgtrigger.F("new__body"))
                    | pgtrigger.Q(old__title_zh__df=pgtrigger.F("new__title_zh"))
                    | pgtrigger.Q(old__body_zh__df=pgtrigger.F("new__body_zh"))
                    | pgtrigger.Q(old__as_of_date__df=pgtrigger.F("new__as_of_date"))
                    | pgtrigger.Q(old__guest_country__df=pgtrigger.F("new__guest_country"))
                    | pgtrigger.Q(old__number__df=pgtrigger.F("new__number"))
                    | pgtrigger.Q(old__version__df=pgtrigger.F("new__version"))
                    | pgtrigger.Q(old__corrects__df=pgtrigger.F("new__corrects"))
                    | pgtrigger.Q(old__correction_reason__df=pgtrigger.F("new__correction_reason"))
                    | pgtrigger.Q(old__correction_reason_zh__df=pgtrigger.F("new__correction_reason_zh"))
                    | pgtrigger.Q(old__issued_at__df=pgtrigger.F("new__issued_at"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title_zh if self.is_read_in_chinese else self.title

    @property
    def reason_shown(self) -> str:
        """The reason for the correction, in the reader's language."""
        return shown(self, "correction_reason")

    @property
    def is_read_in_chinese(self) -> bool:
        """Whether the reader reads Chinese and the bulletin has a Chinese text beside the English one."""
        return bool(self.body_zh) and reads_chinese()


class BulletinPicture(models.Model):
    """A picture of a bulletin. The text places it by `picture:` and its number. `alt` describes it."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, verbose_name=_("bulletin"), related_name="pictures")
    number = models.PositiveSmallIntegerField(_("number"))
    file = models.CharField(max_length=120, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(_("what the picture shows"), max_length=200)
    alt_zh = models.CharField(
        _("what the picture shows, in Chinese"), max_length=200, blank=True, default="", db_default=""
    )

    class Meta:
        verbose_name = _("picture of a bulletin")
        verbose_name_plural = _("pictures of bulletins")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "number"], name="bulletin_picture_number_once"),
            models.UniqueConstraint(
                fields=["bulletin", "file"],
                name="bulletin_picture_once",
                violation_error_message=_("This picture has already been added."),
            ),
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="bulletin_picture_has_words",
                violation_error_message=_("Describe the picture for people who cannot see it."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return shown(self, "alt")

    @property
    def digest(self) -> str:
        """The part of the stored name that its address contains."""
        return self.file.rpartition("/")[2].removesuffix(".webp")


class BulletinFigure(models.Model):
    """A figure of an issued bulletin: its number, its words, and how it was counted. It never changes."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, verbose_name=_("bulletin"), related_name="figures")
    key = models.CharField(_("name"), max_length=40)
    label = models.CharField(_("figure"), max_length=200)
    value = models.DecimalField(_("number"), max_digits=25, decimal_places=9)
    said = models.CharField(_("in words"), max_length=1000)
    source = models.TextField(_("how it was counted"))
    label_zh = models.CharField(_("figure, in Chinese"), max_length=200, blank=True, db_default="", default="")
    said_zh = models.CharField(_("in words, in Chinese"), max_length=1000, blank=True, db_default="", default="")
    source_zh = models.TextField(_("how it was counted, in Chinese"), blank=True, db_default="", default="")
    counted_at = models.DateTimeField(_("counted at"))

    class Meta:
        verbose_name = _("bulletin figure")
        verbose_name_plural = _("bulletin figures")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["bulletin", "key"], name="bulletin_figure_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return labelled(self.label, self.said)

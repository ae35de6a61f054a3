"""The organizer's names of countries and regions."""

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from ciie.kernel.revisions import counts_revision, revision_field


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["revision"])
class CountryName(models.Model):
    """The names of one country or region. A language without a name uses the default name."""

    country = CountryField(_("country or region"), unique=True)
    english = models.CharField(
        _("English name"), max_length=80, blank=True, default="", db_default="", help_text=_("Blank: the default name.")
    )
    chinese = models.CharField(
        _("Chinese name"), max_length=40, blank=True, default="", db_default="", help_text=_("Blank: the default name.")
    )
    pinyin = models.CharField(
        _("pinyin of the Chinese name"),
        max_length=160,
        blank=True,
        default="",
        db_default="",
        validators=[
            RegexValidator("^[a-zü]+( [a-zü]+)*$", _("Use lower-case syllables without tones, such as “bi lu”."))
        ],
        help_text=_("Chinese lists are sorted by it: lower-case syllables without tones, such as “bi lu”."),
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("country name")
        verbose_name_plural = _("country names")
        ordering = ["country"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(english="") | ~Q(chinese=""),
                name="country_name_in_some_language",
                violation_error_message=_("Enter a name in English or Chinese."),
            ),
            models.CheckConstraint(
                condition=Q(chinese="", pinyin="") | (~Q(chinese="") & ~Q(pinyin="")),
                name="country_name_pinyin_of_chinese",
                violation_error_message=_("A Chinese name needs its pinyin."),
            ),
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return str(self.country.name)

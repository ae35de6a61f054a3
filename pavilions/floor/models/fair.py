import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.bilingual import shown
from ciie.kernel.revisions import counts_revision, revision_field
from pavilions.states import Part

HOST = RegexValidator(
    r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$",
    _("Enter a host name in small letters, such as www.fair.example."),
    code="not_a_host",
)
COLOUR = RegexValidator(
    "^#[0-9a-fA-F]{6}$", _("Enter a colour as # and six digits from 0 to f, such as #0b6770."), code="not_a_colour"
)


@pghistory.track(exclude=["revision"])
class Fair(models.Model):
    """A brand that the organizer runs. Its editions have its name, its look and the parts that it has."""

    name = models.CharField(_("name"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=120, blank=True, default="", db_default="")
    domain = models.CharField(
        _("domain"),
        max_length=253,
        blank=True,
        default="",
        db_default="",
        validators=[HOST],
        help_text=_("Where visitors find this fair, if not at the site's own address. The site must be served there."),
    )
    address = models.TextField(
        _("organizer's address"),
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text=_("Name, street and town, as they appear at the foot of every page and on letters."),
    )
    colour = models.CharField(
        _("colour"),
        max_length=7,
        blank=True,
        default="",
        db_default="",
        validators=[COLOUR],
        help_text=_("Of links and buttons, such as #0b6770. White text on it must be legible."),
    )
    logo = models.CharField(_("logo"), max_length=120, blank=True, default="", db_default="", editable=False)
    parts_off = ArrayField(
        models.CharField(max_length=20, choices=Part),
        verbose_name=_("parts that the fair does not have"),
        blank=True,
        default=list,
        db_default=[],
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("fair")
        verbose_name_plural = _("fairs")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["domain"],
                condition=~Q(domain=""),
                name="fair_domain_of_one_fair",
                violation_error_message=_("Another fair has this domain."),
            ),
            models.CheckConstraint(
                condition=Q(colour="") | Q(colour__regex="^#[0-9a-f]{6}$"),
                name="fair_colour_is_a_code",
                violation_error_message=_("Enter a colour as # and six digits from 0 to f, such as #0b6770."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="fair_has_a_name", violation_error_message=_("Enter a name.")
            ),
        ]
        triggers = [counts_revision()]

    @property
    def logo_digest(self) -> str:
        """The part of the stored name that the logo's address contains."""
        return self.logo.rpartition("/")[2].removesuffix(".webp")

    def __str__(self) -> str:
        return shown(self, "name")

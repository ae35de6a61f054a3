"""Products, technologies and services on show, and which of them are shown for the first time."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ciie.kernel.bilingual import shown
from exhibitors.companies.models import Company, refuses_merged
from exhibitors.promotion.catalogue.states import (
    DEBUT_LIFECYCLE,
    EXHIBIT_LIFECYCLE,
    HIDDEN,
    Debut,
    DebutState,
    ExhibitKind,
    ExhibitState,
)
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion

LONGEST = [MaxLengthValidator(4000)]
FOUND_BY = ("folded_name", "name_words", "text_words", "search")

# This is a trigger rather than a generated column because Django looks up the latter in the database whenever it checks
# the models, so a deployment could not be checked without a database.
WORDS_FOUND = pgtrigger.Trigger(
    name="words_found",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("name_words", "text_words"),
    func="""
        NEW.search := setweight(to_tsvector('english', NEW.name_words), 'A')
            || setweight(to_tsvector('english', NEW.text_words), 'B');
        RETURN NEW;
    """,
)


class ExhibitQuerySet(models.QuerySet["Exhibit"]):
    def published(self) -> "ExhibitQuerySet":
        """Return the exhibits that are not withdrawn. Whether the public sees them also depends on the exhibitor."""
        return self.filter(state=ExhibitState.PUBLISHED)


@pghistory.track(exclude=list(FOUND_BY))
class Exhibit(models.Model):
    """Something that a company or a national pavilion shows at an edition.

    `folded_name`, `name_words` and `text_words` are written with the texts that they are derived from; see
    `exhibitors.search_words`. A trigger derives `search` from them.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="exhibits")
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), null=True, blank=True, related_name="exhibits"
    )
    pavilion = models.ForeignKey(
        NationalPavilion, models.PROTECT, verbose_name=_("pavilion"), null=True, blank=True, related_name="exhibits"
    )
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="exhibits", verbose_name=_("sector"))
    kind = models.CharField(_("kind"), max_length=12, choices=ExhibitKind)
    category = models.CharField(_("category"), max_length=120)
    category_zh = models.CharField(_("category in Chinese"), max_length=120, blank=True, default="", db_default="")
    name = models.CharField(_("name in English"), max_length=200, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=200, blank=True)
    text = models.TextField(_("description in English"), max_length=4000, blank=True, validators=LONGEST)
    text_zh = models.TextField(_("description in Chinese"), max_length=4000, blank=True, validators=LONGEST)
    state = models.CharField(
        _("state"), max_length=10, choices=ExhibitState, default=ExhibitState.PUBLISHED, editable=False
    )
    debut = models.CharField(_("debut"), max_length=6, choices=Debut, blank=True)
    debut_grounds = models.TextField(
        _("why it is a debut"), max_length=1000, blank=True, validators=[MaxLengthValidator(1000)]
    )
    debut_state = models.CharField(
        _("debut status"), max_length=10, choices=DebutState, default=DebutState.NONE, editable=False
    )
    is_separate_debut = models.BooleanField(_("confirmed as a different product"), default=False, editable=False)
    same_debut_as = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("the same debut as"),
        null=True,
        blank=True,
        editable=False,
        related_name="also_shown_as",
        help_text=_("Shown by several exhibitors; together they count as one debut."),
    )
    reason = models.CharField(_("why the debut was refused"), max_length=500, blank=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("added by"), null=True, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"), editable=False)
    changed_at = models.DateTimeField(_("changed at"), editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    folded_name = models.TextField(blank=True, editable=False)
    name_words = models.TextField(blank=True, editable=False)
    text_words = models.TextField(blank=True, editable=False)
    search = SearchVectorField(null=True, editable=False)

    objects = ExhibitQuerySet.as_manager()

    class Meta:
        verbose_name = _("exhibit")
        verbose_name_plural = _("exhibits")
        constraints = [
            models.CheckConstraint(
                condition=Q(company__isnull=False, pavilion__isnull=True)
                | Q(company__isnull=True, pavilion__isnull=False),
                name="exhibit_of_company_or_pavilion",
                violation_error_message=_("An exhibit is shown by a company or by a national pavilion."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") | ~Q(name_zh=""),
                name="exhibit_has_name",
                violation_error_message=_("Enter a name in English or in Chinese."),
            ),
            models.CheckConstraint(
                condition=Q(debut_state=DebutState.NONE, debut="") | (~Q(debut_state=DebutState.NONE) & ~Q(debut="")),
                name="exhibit_debut_says_where",
                violation_error_message=_("Say whether it is a world, Asia or China debut."),
            ),
            models.CheckConstraint(
                condition=Q(same_debut_as__isnull=True)
                | (Q(debut_state=DebutState.VERIFIED, is_separate_debut=False) & ~Q(same_debut_as=F("pk"))),
                name="exhibit_same_debut_is_verified",
                violation_error_message=_("Only a verified debut can be the same as another one."),
            ),
            models.CheckConstraint(
                condition=~Q(debut_state=DebutState.REFUSED) | ~Q(reason=""),
                name="exhibit_refused_debut_has_reason",
                violation_error_message=_("Give a reason for refusing the debut."),
            ),
        ]
        indexes = [
            models.Index(
                F("edition"), F("id").desc(), condition=Q(state=ExhibitState.PUBLISHED), name="exhibit_newest_first"
            ),
            models.Index(fields=["edition", "debut_state"], name="exhibit_by_debut"),
            *(
                GinIndex(OpClass(Upper(name), name="gin_trgm_ops"), name=f"exhibit_{name}_parts")
                for name in ("name", "name_zh")
            ),
            # Indexed by edition, since a word occurs in many more exhibits of all editions than of the one searched.
            GinIndex(
                F("edition"),
                F("search"),
                condition=Q(state=ExhibitState.PUBLISHED),
                name="exhibit_words_of_edition",
            ),
            GinIndex(
                F("edition"),
                OpClass("folded_name", name="gin_trgm_ops"),
                condition=Q(state=ExhibitState.PUBLISHED),
                name="exhibit_parts_of_edition",
            ),
        ]
        triggers = [
            *EXHIBIT_LIFECYCLE.triggers("state"),
            *DEBUT_LIFECYCLE.triggers("debut_state"),
            WORDS_FOUND,
            refuses_merged(),
        ]

    def __str__(self) -> str:
        return self.in_language(self.name, self.name_zh)

    @property
    def description(self) -> str:
        return self.in_language(self.text, self.text_zh)

    @property
    def exhibitor(self) -> Company | NationalPavilion:
        """The company or pavilion that shows it. Select `company` or `pavilion` with the exhibit."""
        shown_by = self.company or self.pavilion
        if shown_by is None:
            raise ValueError(f"Nobody shows exhibit {self.pk}.")
        return shown_by

    @property
    def shown_state(self) -> str:
        """The state that its exhibitor sees: hidden while the company is not named in public.

        Select `company` with it.
        """
        is_hidden = self.company is not None and not self.company.is_on_public_plans
        return HIDDEN if is_hidden and self.state == ExhibitState.PUBLISHED else self.state

    @property
    def other_name(self) -> str:
        """The name in the language that is not the reader's, or an empty text if it has only one name."""
        return next((name for name in (self.name, self.name_zh) if name and name != str(self)), "")

    @property
    def verified_debut(self) -> str:
        """The scope of a verified debut, such as `world debut`, or an empty text."""
        return str(self.get_debut_display()) if self.debut_state == DebutState.VERIFIED else ""

    @staticmethod
    def in_language(english: str, chinese: str) -> str:
        """Return the text in the reader's language if there is one, else the other."""
        wanted, other = (chinese, english) if (get_language() or "").startswith("zh") else (english, chinese)
        return wanted or other


class ExhibitPicture(models.Model):
    """A picture of an exhibit, large and small. `file` and `small_file` are names in the storage."""

    exhibit = models.ForeignKey(Exhibit, models.CASCADE, verbose_name=_("exhibit"), related_name="pictures")
    file = models.CharField(max_length=100, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    small_file = models.CharField(max_length=100, editable=False)
    small_width = models.PositiveIntegerField(editable=False)
    small_height = models.PositiveIntegerField(editable=False)
    alt_text = models.CharField(_("what the picture shows"), max_length=200)
    alt_text_zh = models.CharField(
        _("what the picture shows, in Chinese"), max_length=200, blank=True, default="", db_default=""
    )

    class Meta:
        verbose_name = _("picture of an exhibit")
        verbose_name_plural = _("pictures of exhibits")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["exhibit", "file"],
                name="exhibit_picture_once",
                violation_error_message=_("This picture has already been added."),
            ),
            models.CheckConstraint(
                condition=~Q(alt_text=""),
                name="exhibit_picture_has_words",
                violation_error_message=_("Describe the picture for people who cannot see it."),
            ),
        ]

    def __str__(self) -> str:
        return shown(self, "alt_text")

    @property
    def digest(self) -> str:
        """The part of the stored name that the large picture's address contains."""
        return picture_digest(self.file)

    @property
    def small_digest(self) -> str:
        return picture_digest(self.small_file)


def picture_digest(stored_name: str) -> str:
    """Return the part of a stored picture's name that its address contains."""
    return stored_name.rpartition("/")[2].partition(".")[0]

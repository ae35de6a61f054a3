"""The organizer's pages: contact, terms of use, privacy and imprint."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from pavilions.texts.site_pages.states import PageKind, PageLanguage

LONGEST_TEXT = 50_000


@pghistory.track(exclude=["revision"])
class SitePage(models.Model):
    """A page in one language, in Markdown. It is public once published."""

    kind = models.CharField(_("page"), max_length=20, choices=PageKind)
    language = models.CharField(_("language"), max_length=10, choices=PageLanguage)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT)
    is_published = models.BooleanField(_("published"), default=False)
    changed_at = models.DateTimeField(_("last changed at"))
    revision = revision_field()

    class Meta:
        verbose_name = _("site page")
        verbose_name_plural = _("site pages")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language"],
                name="site_page_once_per_language",
                violation_error_message=_("There is already a page in this language. Edit that one."),
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="site_page_has_a_text",
                violation_error_message=_("Enter the text of the page."),
            ),
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_language_display()})"

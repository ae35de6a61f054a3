"""PDFs of issued documents, which are drawn on first request and stored."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class IssuedKind(models.TextChoices):
    INVOICE = "invoice", _("invoice")
    LETTER = "letter", _("confirmation letter")


class IssuedPdf(models.Model):
    """The PDF of a document in one language. It is drawn once, so that everybody gets the same bytes."""

    kind = models.CharField(_("kind"), max_length=20, choices=IssuedKind)
    number = models.CharField(_("number"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    file = models.CharField(_("file"), max_length=200)
    digest = models.CharField(_("SHA-256 of the file"), max_length=64)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("PDF of an issued document")
        verbose_name_plural = _("PDFs of issued documents")
        constraints = [models.UniqueConstraint(fields=["kind", "number", "language"], name="issued_pdf_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.number} ({self.language})"

"""The notes of who did what, when and why, which history refers to. Their table is pghistory's."""

import pgtrigger
from django.utils.translation import gettext_lazy as _
from pghistory.models import Context


class RecordedContext(Context):
    """Written once, with the first row that an operation changes."""

    class Meta:
        proxy = True
        verbose_name = _("recorded context")
        verbose_name_plural = _("recorded contexts")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

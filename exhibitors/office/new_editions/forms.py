"""Forms that choose what a new edition takes over from which other one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.money.invoices.models import LONGEST_PREFIX
from exhibitors.office.new_editions.states import EditionPart
from pavilions.floor.models.edition import Edition

MOST_WEEKS = 1040


class SourceForm(forms.Form):
    """From which edition, and by how many weeks dates are moved. `shown` is the source that `weeks` belongs to."""

    source = forms.TypedChoiceField(label=_("Take over from"), coerce=int)
    weeks = forms.IntegerField(
        label=_("Weeks by which dates are moved"),
        min_value=-MOST_WEEKS,
        max_value=MOST_WEEKS,
        help_text=_("Days of the week remain the same."),
    )
    shown = forms.IntegerField(required=False, widget=forms.HiddenInput)

    helper = FormHelper(Row("source", "weeks"), method="get", buttons=[Submit(_("Show"), css_class="btn-secondary")])

    def __init__(self, *args: Any, editions: Iterable[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [(each.number, str(each)) for each in editions]  # type: ignore[attr-defined]


class TakeoverForm(RevisionForm):
    """The parts to take over, and the prefix of the new edition's invoices. `revision` is that edition's."""

    parts = forms.MultipleChoiceField(choices=EditionPart, error_messages={"required": _("Choose at least one part.")})
    invoice_prefix = forms.CharField(
        label=_("Prefix of invoice numbers"),
        required=False,
        max_length=LONGEST_PREFIX,
        help_text=_("Only for the seller. Each edition has its own, such as CIIE8- in CIIE8-2025-00001."),
    )

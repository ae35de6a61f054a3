"""The form in which a page of the site is written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import Cancel, FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from pavilions.texts.site_pages.models import LONGEST_TEXT


class SitePageForm(RevisionForm):
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 22}),
        help_text=_("Markdown: # for a heading, **bold**, - for a list, [words](https://…) for a link."),
    )
    is_published = forms.BooleanField(
        label=_("Published"), required=False, help_text=_("Visible to everyone and linked at the foot of every page.")
    )

    helper = FormHelper(
        "text",
        "is_published",
        buttons=[
            Submit(_("Save"), icon_name="check"),
            Submit(_("Preview"), css_class="btn-secondary", name="preview", value="on"),
            Cancel(),
        ],
    )

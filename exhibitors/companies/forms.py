from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.kernel.web_addresses import refuse_web_address
from ciie.web.forms import Cancel, FormHelper, Rest, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.companies.fields import FIELD_NAMES
from exhibitors.companies.models import Company
from exhibitors.companies.operations import NAMES_IN_MAIL
from exhibitors.companies.states import CompanyRole


class CompanyForm(forms.ModelForm):
    """The form for a company's record. The country may be blank in the table, but not here."""

    class Meta:
        model = Company
        fields = FIELD_NAMES
        widgets = {"description": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "name": _("As in the register and on letters."),
            "name_local": _("If the company uses another script as well."),
            "country": "",
            "website": _("Including https://"),
            "description": _("What you exhibit. Visitors will see it in the catalogue."),
        }

    helper = FormHelper(
        Row("name", "name_local"),
        Row("country", "city"),
        Rest(),
        # Translators: Enter a company in the system: a verb.
        buttons=[Submit(_("Register")), Cancel(_("Cancel"))],
    )

    despite_namesakes = forms.BooleanField(
        label=_("We are a different company of the same name"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].required = True

    @property
    def is_another_company(self) -> bool:
        """Whether the user has seen that companies elsewhere have this name, and goes on. The form must be valid."""
        return bool(self.cleaned_data["despite_namesakes"])

    def add_error(self, field: str | None, error: Any) -> None:
        """Add an error, and show the question whether this is another company if the error is about it."""
        if field == "despite_namesakes":
            self.fields[field].widget = forms.CheckboxInput()
        super().add_error(field, error)


class NewCompanyForm(CompanyForm):
    """The form to register a company, which anybody may do. Its names may contain no web addresses."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NAMES_IN_MAIL:
            self.fields[name].validators.append(refuse_web_address)


class FirstCompanyForm(NewCompanyForm):
    """The registration form on the overview of a person who has no company yet."""

    helper = FormHelper(
        Row("name", "name_local"),
        Row("country", "city"),
        Rest(),
        buttons=[Submit(_("Register"))],
        action="register_url",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autofocus"] = True


class CompanyChangeForm(CompanyForm, RevisionForm):
    """The form for the record of a company that is already registered."""

    helper = FormHelper(
        Row("name", "name_local"), Row("country", "city"), Rest(), buttons=[Submit(_("Save")), Cancel(_("Cancel"))]
    )


class OrganizerCompanyForm(CompanyChangeForm):
    """The form with which an organizer corrects a company's record. The country may stay blank if a list left it so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].required = bool(self.initial.get("country"))


def written_record(form: CompanyForm) -> dict[str, str]:
    """Return the data of a valid form in the shape that the operations take."""
    return {name: str(form.cleaned_data[name]) for name in FIELD_NAMES}


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("Email address"), max_length=254)
    role = forms.TypedChoiceField(label=_("Role"), choices=CompanyRole, coerce=CompanyRole, initial=CompanyRole.EDITOR)

    helper = FormHelper(buttons=[Submit(_("Invite"), icon_name="user-plus")])


class OrganizerInvitationForm(InvitationForm):
    """The invitation form on the organizer's page. The first person of a company is usually its owner."""

    helper = FormHelper(buttons=[Submit(_("Invite"), icon_name="user-plus")], action="invite_url")


class RoleForm(RevisionForm):
    role = forms.TypedChoiceField(label=_("Role"), choices=CompanyRole, coerce=CompanyRole)

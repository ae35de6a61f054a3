from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import Cancel, FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.companies.company_contacts.models import CompanyContact
from exhibitors.companies.company_contacts.operations import ContactRecord

FIELDS = ("role", "name", "email", "phone", "note")


class ContactForm(forms.ModelForm):
    class Meta:
        model = CompanyContact
        fields = FIELDS
        help_texts = {"name": _("A person or an office, for example “Accounts payable”.")}

    helper = FormHelper("role", "name", Row("email", "phone"), "note", buttons=[Submit(_("Add contact"))])

    def validate_constraints(self) -> None:
        """Skip the constraints, because the operation reports violations beside the field."""

    @property
    def record(self) -> ContactRecord:
        return ContactRecord(**{field: self.cleaned_data[field] for field in FIELDS})


class ContactChangeForm(ContactForm, RevisionForm):
    helper = FormHelper("role", "name", Row("email", "phone"), "note", buttons=[Submit(_("Save")), Cancel()])

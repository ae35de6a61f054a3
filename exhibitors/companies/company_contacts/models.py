"""Contacts of a company for particular matters, apart from the people who sign in for it."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from exhibitors.companies.company_contacts.states import ContactRole
from exhibitors.companies.models import Company, refuses_merged


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["revision"])
class CompanyContact(models.Model):
    """A person or an office of a company and what it is responsible for. It gives nobody a right to sign in."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="contacts", verbose_name=_("company"))
    role = models.CharField(_("responsible for"), max_length=10, choices=ContactRole, default=ContactRole.GENERAL)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    added_at = models.DateTimeField(_("added at"), editable=False)
    revision = revision_field()

    class Meta:
        verbose_name = _("contact of a company")
        verbose_name_plural = _("contacts of companies")
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""),
                name="company_contact_can_be_reached",
                violation_error_message=_("Enter an email address or a phone number."),
            )
        ]
        triggers = [counts_revision(), refuses_merged()]

    def __str__(self) -> str:
        return self.name

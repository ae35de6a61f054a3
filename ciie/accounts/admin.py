from copy import copy
from functools import partial
from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm
from unfold.widgets import UnfoldAdminPasswordWidget

from ciie.accounts.models import ApiToken, User
from ciie.accounts.operations import (
    POWERS,
    change_person,
    create_person,
    end_sessions,
    remove_address,
    remove_second_factor,
    revoke_token,
    set_password,
    verify_address,
)
from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite, operation_action, signed_in
from ciie.audit.admin_writing import OperationForm, WritesByOperations
from ciie.kernel.clock import now

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # one sign-in for all
admin.site.unregister(Group)  # permissions follow from memberships and appointments
for model in (Authenticator, EmailAddress):
    admin.site.unregister(model)  # allauth's own pages, which lack the admin's theme


class NewPersonForm(OperationForm):
    password1 = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"}),
        help_text=_("Leave blank to let the person choose a password through “Forgot your password?”."),
    )


class NewPasswordForm(AdminPasswordChangeForm):
    def __init__(self, user: User, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.actor, self.person_id = actor, user.pk

    def save(self, commit: bool = True) -> User:
        """Set the password by an operation. Django's own password page calls this method."""
        password = self.cleaned_data["password1"] if self.cleaned_data["set_usable_password"] else None
        person = set_password(self.person_id, password=password, actor=self.actor, at=now())
        self.user = person
        return person


@admin.register(User)
class PersonAdmin(HistoryInWords, WritesByOperations, UserAdmin, ModelAdmin):  # type: ignore[misc]  # django-stubs are narrower than Django
    """The admin of people, who are deactivated but never deleted, because the history refers to them."""

    add_form = NewPersonForm
    change_password_form = NewPasswordForm
    list_display = ["email", "name", "language", "is_active", "is_staff", "joined_at"]
    list_filter = ["is_active", "is_staff", "is_superuser", "language"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    readonly_fields = ["last_login", "joined_at"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["email", "name", "language"]}),
        (_("Permissions"), {"fields": [*POWERS]}),
        (_("Dates"), {"fields": ["last_login", "joined_at"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "name", "language", "password1"]})]
    actions = [
        operation_action(
            "end_sessions",
            _("Sign out everywhere"),
            lambda person, _seen, actor: end_sessions(person.pk, actor=actor, at=now()),
        )
    ]
    change_form_outer_after_template = "admin/accounts/password_link.html"

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Make the address of an existing person read-only.

        People change it themselves, since they have to confirm it.
        """
        return [*self.readonly_fields, "email"] if obj else self.readonly_fields

    def add_row(self, form: Any, *, actor: User) -> User:
        typed = form.cleaned_data
        return create_person(
            email=typed["email"],
            name=typed["name"],
            language=typed["language"],
            password=typed["password1"] or None,
            actor=actor,
            at=now(),
        )

    def change_row(self, pk: int, form: Any, *, actor: User) -> User:
        typed = form.cleaned_data
        powers = {power: typed[power] for power in POWERS}
        return change_person(
            pk,
            name=typed["name"],
            language=typed["language"],
            powers=powers,
            seen=form.seen,
            actor=actor,
            at=now(),
        )

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002  Django's name
        page = copy(self)  # admin instances are shared between requests
        page.change_password_form = partial(NewPasswordForm, actor=signed_in(request))  # type: ignore[assignment]
        return super(PersonAdmin, page).user_change_password(request, id, form_url)


@admin.register(ApiToken)
class ApiTokenAdmin(OnlyOperationsWrite, ModelAdmin):
    """The admin of API tokens, which `manage.py create_api_token` creates: only their digests are stored."""

    list_display = ["user", "name", "scope", "created_at", "expires_at", "last_used_at", "revoked_at"]
    list_select_related = ["user"]
    list_filter = ["scope", ("revoked_at", admin.EmptyFieldListFilter)]
    search_fields = ["user__email", "name"]
    ordering = ["-pk"]
    fields = ["user", "name", "scope", "created_at", "expires_at", "last_used_at", "revoked_at"]
    actions = [
        operation_action(
            "revoke", _("Revoke"), lambda token, _seen, actor: revoke_token(token.pk, actor=actor, at=now())
        )
    ]


@admin.register(EmailAddress)
class EmailAddressAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["email", "user", "primary", "verified"]
    list_select_related = ["user"]
    list_filter = ["primary", "verified"]
    search_fields = ["=email", "user__email", "user__name"]
    ordering = ["email"]
    fields = ["email", "user", "primary", "verified"]
    actions = [
        operation_action(
            "verify",
            _("Mark as verified"),
            lambda address, _seen, actor: verify_address(address.pk, actor=actor, at=now()),
        ),
        operation_action(
            "remove",
            _("Remove"),
            lambda address, _seen, actor: remove_address(address.pk, actor=actor, at=now()),
        ),
    ]


@admin.register(Authenticator)
class AuthenticatorAdmin(OnlyOperationsWrite, ModelAdmin):
    """The admin of second factors. Removing one helps a person who has lost it; the secrets are never shown."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_select_related = ["user"]
    list_filter = ["type"]
    search_fields = ["user__email"]
    ordering = ["-pk"]
    fields = ["user", "type", "created_at", "last_used_at"]
    actions = [
        operation_action(
            "remove",
            _("Remove"),
            lambda factor, _seen, actor: remove_second_factor(factor.pk, actor=actor, at=now()),
        )
    ]

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from ciie.accounts.models import ApiToken, User
from ciie.accounts.operations import revoke_token
from ciie.audit.admin_pages import operation_action
from ciie.kernel.clock import now

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # one sign-in for all
admin.site.unregister(Group)  # what people may do follows from memberships and appointments
for model in (Authenticator, EmailAddress):
    admin.site.unregister(model)  # allauth's own pages, in plain admin dress


@admin.register(User)
class PersonAdmin(UserAdmin, ModelAdmin):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["email", "name", "language", "is_active", "is_staff", "joined_at"]
    list_filter = ["is_active", "is_staff", "is_superuser", "language"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    readonly_fields = ["last_login", "joined_at"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["email", "password", "name", "language"]}),
        (_("Powers"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("Dates"), {"fields": ["last_login", "joined_at"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "name", "language", "password1", "password2"]})]


@admin.register(ApiToken)
class ApiTokenAdmin(ModelAdmin):
    """Tokens are made by `manage.py create_api_token`, since only their digest is kept."""

    list_display = ["user", "name", "scope", "created_at", "expires_at", "last_used_at", "revoked_at"]
    list_select_related = ["user"]
    list_filter = ["scope", ("revoked_at", admin.EmptyFieldListFilter)]
    search_fields = ["user__email", "name"]
    ordering = ["-pk"]
    readonly_fields = ["user", "digest", "created_at", "revoked_at"]
    actions = [
        operation_action("revoke", _("Revoke"), lambda token, actor: revoke_token(token.pk, actor=actor, at=now()))
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(EmailAddress)
class EmailAddressAdmin(ModelAdmin):
    list_display = ["email", "user", "primary", "verified"]
    list_select_related = ["user"]
    list_filter = ["primary", "verified"]
    search_fields = ["email", "user__name"]
    autocomplete_fields = ["user"]
    ordering = ["email"]


@admin.register(Authenticator)
class AuthenticatorAdmin(ModelAdmin):
    """Somebody who lost a second factor is helped by deleting it here; the secrets are never shown."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_select_related = ["user"]
    list_filter = ["type"]
    search_fields = ["user__email"]
    ordering = ["-pk"]
    fields = ["user", "type", "created_at", "last_used_at"]
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

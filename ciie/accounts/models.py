"""Models of people who sign in, of their sessions, and of the tokens of programs that act for them."""

from datetime import timedelta
from typing import ClassVar

import pghistory
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models.functions import Lower, Now, Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.accounts.browsers import device_name
from ciie.accounts.mailboxes import mailbox_of
from ciie.kernel.actors import Actor
from ciie.kernel.request_context import LONGEST_USER_AGENT
from ciie.kernel.revisions import counts_revision, revision_field

LONGEST_TOKEN_LIFE = timedelta(days=365)


class UserQuerySet(models.QuerySet["User"]):
    def with_email(self, email: str) -> "UserQuerySet":
        return self.filter(email__iexact=email.strip())

    def confirmed_at_mailbox_of(self, email: str) -> "UserQuerySet":
        """Return the people who have confirmed an address of the same mailbox."""
        same = self.filter(mailbox=mailbox_of(models.Value(email.strip())))
        return same.filter(emailaddress__verified=True).distinct()


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]  # Django's own recipe
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user: User = self.model(email=self.normalize_email(email.strip()), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    fields=["email", "name", "is_active", "is_staff", "is_superuser"],
    model_name="UserEvent",
    obj_field=pghistory.ObjForeignKey(related_name="events"),
)
class User(AbstractBaseUser, PermissionsMixin):
    """A person, who signs in by email. Their permissions follow from memberships and appointments."""

    email = models.EmailField(_("email address"), unique=True)
    mailbox = models.GeneratedField(
        expression=mailbox_of("email"),
        output_field=models.CharField(pgettext_lazy("email address", "mailbox"), max_length=254),
        db_persist=True,
        db_index=True,
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    is_staff = models.BooleanField(_("can access the admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined at"), db_default=Now(), editable=False)
    sessions_ended_at = models.DateTimeField(null=True, editable=False)
    """When this person was signed out everywhere, by the database's clock. Sessions that began earlier have ended."""
    revision = revision_field()

    objects = UserManager()
    password_set_by: Actor | None = None
    """Who sets this person's password, if it is not the person. It is meant for the security log, and not stored."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("Someone else already signs in with this email address."),
            )
        ]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(is_superuser=True), name="user_is_superuser"),
            models.Index(fields=["id"], condition=models.Q(is_staff=True), name="user_is_staff"),
            *(
                GinIndex(OpClass(Upper(name), name="gin_trgm_ops"), name=f"user_{name}_parts")
                for name in ("email", "name")
            ),
        ]
        triggers = [counts_revision("email", "name", "language", "is_active", "is_staff", "is_superuser")]

    def __str__(self) -> str:
        return self.name or self.email


class TokenScope(models.TextChoices):
    READ = "read", _("Read only")
    WRITE = "write", _("Read and write")


class ApiToken(models.Model):
    """A program's key to the API, valid for a year at most. Only the SHA-256 digest of the token is stored."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="api_tokens", verbose_name=pgettext_lazy("API token", "person")
    )
    name = models.CharField(_("name"), max_length=80, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scope = models.CharField(_("scope"), max_length=5, choices=TokenScope, default=TokenScope.WRITE)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    expires_at = models.DateTimeField(_("expires at"))
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__lte=models.F("created_at") + LONGEST_TOKEN_LIFE),
                name="token_expires_within_a_year",
                violation_error_message=_("A token is valid for at most 365 days."),
            ),
            models.CheckConstraint(
                condition=models.Q(scope__in=TokenScope.values),
                name="token_scope_known",
                violation_error_message=_("A token may read, or read and write."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"


class UserSession(models.Model):
    """A place where a person is signed in. The row accompanies one session and is deleted with it."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="sessions", verbose_name=pgettext_lazy("session", "person")
    )
    session = models.OneToOneField(Session, models.CASCADE, related_name="+")
    address = models.GenericIPAddressField(_("IP address"), null=True)
    user_agent = models.CharField(_("browser"), max_length=LONGEST_USER_AGENT, blank=True)
    began_at = models.DateTimeField(_("signed in at"))
    seen_at = models.DateTimeField(_("last used at"))

    class Meta:
        verbose_name = pgettext_lazy("sign-in", "session")
        verbose_name_plural = pgettext_lazy("sign-in", "sessions")

    def __str__(self) -> str:
        return device_name(self.user_agent)

"""What people change about themselves, and what admins change about others.

People change their own addresses, passwords and second factors on allauth's pages.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ciie.accounts.models import LONGEST_TOKEN_LIFE, ApiToken, TokenScope, User, UserSession
from ciie.accounts.second_factors import lacks_second_factor
from ciie.accounts.tokens import digest_of, new_token
from ciie.audit.models import SecurityEventKind
from ciie.audit.operations import operation
from ciie.audit.security_log import record_security_event
from ciie.kernel.actors import Actor
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from ciie.kernel.locking import lock, lock_one, lock_topic, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.web_addresses import require_no_web_addresses

POWERS = ("is_active", "is_staff", "is_superuser")


@operation("accounts.profile.changed")
def change_profile(
    user_id: int, *, name: str, language: str, seen: int | None = None, actor: Actor, at: datetime
) -> User:
    person = lock_person(user_id)
    if actor.pk != person.pk and not actor.is_superuser:
        raise NotAllowed(_("Only the account holder can change this."), code="not_your_profile")
    require_seen(person, seen)
    if name != person.name:
        require_no_web_addresses({"name": name})
    person.name = name
    person.language = language
    person.save(update_fields=["name", "language"])
    return person


@operation("accounts.person.created")
def create_person(*, email: str, name: str, language: str, password: str | None, actor: Actor, at: datetime) -> User:
    """Add a person with a verified address. Without a password, the person chooses one by “Forgot your password?”."""
    require_admin(actor)
    person = User(email=User.objects.normalize_email(email.strip()), name=name, language=language)
    require_valid(person, exclude=["password"])
    _set_password(person, password, actor)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email.lower(), verified=True, primary=True)
    record_security_event(SecurityEventKind.PERSON_CREATED, at=at, person=person, actor=actor, details={"how": "admin"})
    return person


@operation("accounts.person.changed")
def change_person(
    user_id: int, *, name: str, language: str, powers: Mapping[str, bool], seen: int | None, actor: Actor, at: datetime
) -> User:
    """Change a person's name, language and powers (`POWERS`). `seen` is the revision that the actor saw.

    Actors cannot remove their own powers, and the last active superuser keeps theirs. Deactivation revokes API tokens.
    """
    lock_topic("powers")  # two admins cannot remove each other's powers at once
    person = lock_person(user_id)
    require_admin(actor)
    require_seen(person, seen)
    before = {power: getattr(person, power) for power in POWERS}
    taken = [power for power in POWERS if before[power] and not powers[power]]
    if taken and actor.pk == person.pk:
        raise DomainError(
            _("You cannot remove your own permissions. Ask another admin."), code="own_powers", field=taken[0]
        )
    other_superusers = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    if taken and before["is_superuser"] and before["is_active"] and not other_superusers.exists():
        sentence = _("This is the last superuser. Give these permissions to someone else first.")
        raise DomainError(sentence, code="last_superuser", field=taken[0])
    person.name, person.language = name, language
    for power in POWERS:
        setattr(person, power, powers[power])
    require_valid(person, exclude=["password"])
    person.save(update_fields=["name", "language", *POWERS])
    _log_powers(person, before, actor=actor, at=at)
    return person


def _log_powers(person: User, before: Mapping[str, bool], *, actor: Actor, at: datetime) -> None:
    changed = {power: getattr(person, power) for power in POWERS if getattr(person, power) != before[power]}
    if "is_active" in changed:
        if not person.is_active:
            end_tokens(person, actor=actor, at=at)
        kind = SecurityEventKind.PERSON_REACTIVATED if person.is_active else SecurityEventKind.PERSON_DEACTIVATED
        record_security_event(kind, at=at, person=person, actor=actor)
    powers = {power: value for power, value in changed.items() if power != "is_active"}
    if powers:
        record_security_event(SecurityEventKind.POWERS_CHANGED, at=at, person=person, actor=actor, details=powers)


@operation("accounts.password.set")
def set_password(user_id: int, *, password: str | None, actor: Actor, at: datetime) -> User:
    """Set or remove a person's password. Their sessions and API tokens end."""
    person = lock_person(user_id)
    require_admin(actor)
    _set_password(person, password, actor)
    person.save(update_fields=["password"])
    if password is None:
        end_tokens(person, actor=actor, at=at)
    return person


def _set_password(person: User, password: str | None, actor: Actor) -> None:
    if password is not None:
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise Invalid(" ".join(error.messages), code="weak_password", field="password1") from error
    person.password_set_by = actor
    person.set_password(password)


@operation("accounts.sessions.ended")
def end_sessions(user_id: int, *, kept: str = "", actor: Actor, at: datetime) -> User:
    """Sign a person out everywhere except in the session with the key `kept`. Admins may do so for anybody.

    The person's API tokens remain valid.
    """
    person = lock_person(user_id)
    if actor.pk != person.pk:
        require_admin(actor)
    Session.objects.filter(pk__in=person.sessions.exclude(session=kept or None).values("session")).delete()
    person.sessions_ended_at = Now()
    person.save(update_fields=["sessions_ended_at"])
    person.refresh_from_db(fields=["sessions_ended_at"])
    record_security_event(SecurityEventKind.SESSIONS_ENDED, at=at, person=person, actor=actor)
    return person


@operation("accounts.session.ended")
def end_session(session_id: int, *, actor: Actor, at: datetime) -> str:
    """Sign a person out in one browser and return its name. Admins may do so for anybody."""
    ended = lock_one(UserSession.objects.all(), session_id, missing=_("This session has already ended."))
    if actor.pk != ended.user_id:
        require_admin(actor)
    Session.objects.filter(pk=ended.session_id).delete()
    details = {"device": str(ended)}
    record_security_event(SecurityEventKind.SESSIONS_ENDED, at=at, person=ended.user, actor=actor, details=details)
    return str(ended)


@operation("accounts.address.verified")
def verify_address(address_id: int, *, actor: Actor, at: datetime) -> EmailAddress:
    """Mark a person's email address as verified, as if they had followed the link in our mail."""
    address = _lock_address(address_id, actor)
    if EmailAddress.objects.filter(email__iexact=address.email, verified=True).exclude(pk=address.pk).exists():
        raise DomainError(_("Someone else has already verified this address."), code="address_taken")
    if not address.verified:
        address.verified = True
        address.save(update_fields=["verified"])
        _log_address(SecurityEventKind.ADDRESS_VERIFIED, address, actor=actor, at=at)
    return address


@operation("accounts.address.removed")
def remove_address(address_id: int, *, actor: Actor, at: datetime) -> None:
    """Remove an address with which a person signs in. The primary address cannot be removed."""
    address = _lock_address(address_id, actor)
    if address.primary:
        raise DomainError(_("The primary email address cannot be removed."), code="primary_address")
    _log_address(SecurityEventKind.ADDRESS_REMOVED, address, actor=actor, at=at)
    address.delete()


def _lock_address(address_id: int, actor: Actor) -> EmailAddress:
    addresses = EmailAddress.objects.select_related("user")
    address: EmailAddress = lock_one(addresses, address_id, missing=_("Address not found."))
    require_admin(actor)
    return address


def _log_address(kind: SecurityEventKind, address: EmailAddress, *, actor: Actor, at: datetime) -> None:
    record_security_event(kind, at=at, person=address.user, actor=actor, details={"email": address.email})


@operation("accounts.factor.removed")
def remove_second_factor(authenticator_id: int, *, actor: Actor, at: datetime) -> None:
    """Remove a second factor that its person has lost. The recovery codes are removed with the last one."""
    factors = Authenticator.objects.select_related("user")
    factor: Authenticator = lock_one(factors, authenticator_id, missing=_("Second factor not found."))
    require_admin(actor)
    person = factor.user
    factor.delete()
    left = Authenticator.objects.filter(user=person)
    if not left.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        left.delete()
    record_security_event(
        SecurityEventKind.FACTOR_REMOVED, at=at, person=person, actor=actor, details={"type": factor.type}
    )


@operation("accounts.token.issued")
def issue_token(
    user_id: int,
    *,
    name: str = "",
    scope: TokenScope = TokenScope.WRITE,
    days: int = LONGEST_TOKEN_LIFE.days,
    actor: Actor,
    at: datetime,
) -> str:
    """Create a token with which a program acts as this person, and return it. It cannot be read again."""
    person = lock_person(user_id)
    if actor.pk != person.pk:
        require_admin(actor)
    if not 1 <= days <= LONGEST_TOKEN_LIFE.days:
        raise Invalid(_("A token is valid for 1 to 365 days."), code="token_days", field="days")
    if not person.is_active:
        raise DomainError(_("This person is not active."), code="inactive")
    if lacks_second_factor(person):
        raise NotAllowed(
            _("This person's role requires two-factor authentication. It must be set up before a token can be issued."),
            code="second_factor_missing",
        )
    token = new_token()
    row = ApiToken(
        user=person,
        name=name,
        scope=scope,
        digest=digest_of(token),
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    require_valid(row, exclude=["created_at"])
    row.save()
    record_security_event(
        SecurityEventKind.TOKEN_ISSUED,
        at=at,
        person=person,
        actor=actor,
        details={"token": row.pk, "name": name, "scope": scope, "days": days},
    )
    return token


@operation("accounts.token.revoked")
def revoke_token(token_id: int, *, actor: Actor, at: datetime) -> ApiToken:
    """Revoke a token. It stops working within a second, however often it is used."""
    tokens = ApiToken.objects.select_related("user")
    token: ApiToken = lock_one(tokens, token_id, missing=_("Token not found."))
    if actor.pk != token.user_id:
        require_admin(actor)
    if token.revoked_at is None:
        _revoke(token, actor=actor, at=at)
    return token


def end_tokens(person: User, *, actor: Actor, at: datetime) -> None:
    """Revoke all tokens of a person, as part of an operation."""
    live = ApiToken.objects.filter(user=person, revoked_at=None).values_list("pk", flat=True)
    for token in lock(ApiToken.objects.select_related("user"), live):
        _revoke(token, actor=actor, at=at)


def _revoke(token: ApiToken, *, actor: Actor, at: datetime) -> None:
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    details = {"token": token.pk, "name": token.name}
    record_security_event(SecurityEventKind.TOKEN_REVOKED, at=at, person=token.user, actor=actor, details=details)


def lock_person(user_id: int) -> User:
    """Lock a person, as part of an operation."""
    person: User = lock_one(User.objects.all(), user_id, missing=_("Person not found."))
    return person


def require_admin(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor is a superuser or the product itself."""
    if not (actor.is_active and actor.is_superuser):
        raise NotAllowed(
            _("Only an admin can do this."), code="not_allowed", details={"permission": "accounts.administer"}
        )

"""What follows from a new password. Django tells password validators, whichever way the password was set."""

from django.contrib.auth.password_validation import MinimumLengthValidator

from ciie.accounts.models import ApiToken, User
from ciie.audit.models import SecurityEventKind
from ciie.audit.security_log import record_security_event
from ciie.kernel.clock import now


class PasswordPolicy(MinimumLengthValidator):
    """Passwords have a minimum length; changing one ends the person's API tokens.

    Django calls `password_changed` for pages, the admin and commands alike, but not when it only renews a hash.
    """

    def password_changed(self, password: str, user: User) -> None:
        ended = ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=now())
        by, details = user.password_set_by, {"tokens_ended": ended}
        record_security_event(SecurityEventKind.PASSWORD_SET, at=now(), person=user, actor=by, details=details)

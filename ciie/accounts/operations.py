"""What people change about themselves. Addresses, passwords and keys are allauth's to write."""

from datetime import datetime

from django.utils.translation import gettext as _

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.errors import NotAllowed
from ciie.kernel.locking import lock_one


@operation("accounts.profile.changed")
def change_profile(user_id: int, *, name: str, language: str, actor: Actor, at: datetime) -> User:
    person: User = lock_one(User.objects.all(), user_id, missing=_("There is no such person."))
    if actor.pk != person.pk and not actor.is_superuser:
        raise NotAllowed(_("Only they themselves may change this."), code="not_your_profile")
    person.name = name
    person.language = language
    person.save(update_fields=["name", "language"])
    return person

"""Batches in which letters wait: reviewing them, holding single ones back, and releasing the others together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import batched

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound, Sentence
from ciie.kernel.locking import lock, lock_one, lock_topic, require_seen
from ciie.kernel.statements import insert
from ciie.mail.models import HeldLetter, MailBatch
from ciie.mail.queue import Letter, batch_topic, new_batch, outbox_rows
from ciie.mail.states import HELD_LIFECYCLE, UNSENT, HeldState

MAY_RUN = "mail.run_batches"
NO_BATCH = _("Batch not found.")
AT_ONCE = 1000


def why_outdated(letters: Sequence[HeldLetter], *, at: datetime) -> dict[int, Sentence]:
    """Return, by key, why letters are outdated, for those whose occasion is gone.

    `MAIL_OCCASIONS` maps kinds to functions of the apps. These take contexts and `at`, and return a sentence for each
    context, empty if the letter is still correct. It takes at most one query per kind of occasion.
    """
    gone: dict[int, Sentence] = {}
    by_check: dict[str, list[HeldLetter]] = {}
    for letter in letters:
        if check := settings.MAIL_OCCASIONS.get(letter.kind):
            by_check.setdefault(check, []).append(letter)
    for check, checked in by_check.items():
        sentences = import_string(check)([{**letter.context, "kind": letter.kind} for letter in checked], at=at)
        gone |= {letter.pk: sentence for letter, sentence in zip(checked, sentences, strict=True) if sentence}
    return gone


@dataclass(frozen=True)
class Sorted:
    """The waiting letters of a batch: those that a release sends, and why it does not send the others."""

    waiting: Sequence[HeldLetter]
    outdated: Mapping[int, Sentence]

    @property
    def leaving(self) -> list[HeldLetter]:
        return [letter for letter in self.waiting if letter.pk not in self.outdated]

    @property
    def digest(self) -> str:
        """A digest of exactly these letters, so that a release sends none that nobody has seen."""
        keys = [f"{letter.pk}{'-' * (letter.pk in self.outdated)}" for letter in self.waiting]
        return sha256("\n".join(keys).encode()).hexdigest()


def sorted_letters(batch: MailBatch, *, at: datetime) -> Sorted:
    """Return what a release would do now."""
    waiting = list(batch.letters.filter(state=HeldState.WAITING).order_by("pk"))
    return Sorted(waiting, why_outdated(waiting, at=at))


def unsent_occasions(occasions: Iterable[str]) -> set[str]:
    """Return those of these occasions whose letters still wait, so that nobody has been informed of them yet."""
    held = HeldLetter.objects.filter(occasion__in=list(occasions), state__in=UNSENT)
    return set(held.values_list("occasion", flat=True))


def waits_about(name: str, key: int) -> bool:
    """Return whether a letter whose context has this key under this name still waits."""
    return HeldLetter.objects.filter(state__in=UNSENT, **{f"context__{name}": key}).exists()


@operation("mail.batch.begun")
def begin_batch(scope: str, *, name: str, actor: Actor, at: datetime) -> MailBatch:
    """Collect letters in a new batch from now on. The previous batch can be released with what it holds."""
    require(MAY_RUN, actor)
    lock_topic(batch_topic(scope))
    return new_batch(scope, _named(name))


@operation("mail.batch.named")
def name_batch(batch_id: int, *, name: str, seen: int | None = None, actor: Actor, at: datetime) -> MailBatch:
    """Give a batch another name, whatever its state."""
    require(MAY_RUN, actor)
    batch = lock_one(MailBatch.objects.all(), batch_id, missing=NO_BATCH)
    require_seen(batch, seen)
    batch.name = _named(name)
    batch.save(update_fields=["name"])
    return batch


def _named(name: str) -> str:
    if not name.strip():
        raise Invalid(_("Give the batch a name."), code="name_missing", field="name")
    return name.strip()


@operation("mail.held.kept")
def keep_for_later(letter_ids: Sequence[int], *, actor: Actor, at: datetime) -> int:
    """Hold letters back. At the release they move to the next batch."""
    return _move(letter_ids, HeldState.LATER, "", actor)


@operation("mail.held.dropped")
def drop_letters(letter_ids: Sequence[int], *, reason: str, actor: Actor, at: datetime) -> int:
    """Exclude letters from being sent, for a reason. Until the release they can be put back."""
    if not reason.strip():
        raise Invalid(_("Give a reason."), code="reason_missing", field="reason")
    return _move(letter_ids, HeldState.DROPPED, reason.strip(), actor)


@operation("mail.held.put_back")
def put_back(letter_ids: Sequence[int], *, actor: Actor, at: datetime) -> int:
    """Put letters back that were held back or dropped, so that they are sent with the others."""
    return _move(letter_ids, HeldState.WAITING, "", actor)


def _move(letter_ids: Sequence[int], to: HeldState, reason: str, actor: Actor) -> int:
    """Move letters to a state, unless they are in it already, and return how many were moved.

    Their batches must not have been released.
    """
    require(MAY_RUN, actor)
    if not letter_ids:
        raise Invalid(_("Select emails first."), code="none_selected", field="letters")
    batches = HeldLetter.objects.filter(pk__in=letter_ids).values_list("batch_id", flat=True)
    if any(batch.released_at for batch in lock(MailBatch.objects.all(), set(batches))):
        raise _released()
    letters = [letter for letter in lock(HeldLetter.objects.all(), letter_ids) if letter.state != to]
    for letter in letters:
        HELD_LIFECYCLE.require(letter.state, to)
        letter.state, letter.reason = to, reason
    HeldLetter.objects.bulk_update(letters, ["state", "reason"])
    return len(letters)


@dataclass(frozen=True)
class Released:
    """The number of letters that a release sent, found outdated, and moved to the next batch."""

    sent: int
    outdated: int
    later: int


@operation("mail.batch.released")
def release_batch(
    batch_id: int, *, letters: str | None = None, seen: int | None = None, actor: Actor, at: datetime
) -> Released:
    """Put the waiting letters of a batch into the outbox, once each, except for those that are outdated by now.

    `letters` is the digest of what the actor saw. Raises `DomainError`: `batch_released`, `letters_changed`, or
    `batch_empty`.
    """
    require(MAY_RUN, actor)
    scope = MailBatch.objects.filter(pk=batch_id).values_list("scope", flat=True).first()
    if scope is None:
        raise NotFound(NO_BATCH, code="not_found")
    lock_topic(batch_topic(scope))
    batch = lock_one(MailBatch.objects.all(), batch_id, missing=NO_BATCH)
    if batch.released_at is not None:
        raise _released()
    require_seen(batch, seen)
    found = sorted_letters(batch, at=at)
    if letters is not None and letters != found.digest:
        raise DomainError(
            _("The batch has changed since you opened the page, so nothing was sent. Check it and release it again."),
            code="letters_changed",
        )
    if not found.waiting:
        raise DomainError(_("No emails are waiting in this batch."), code="batch_empty")
    return _release(batch, found, actor=actor, at=at)


def _release(batch: MailBatch, found: Sorted, *, actor: Actor, at: datetime) -> Released:
    leaving = found.leaving
    for some in batched(leaving, AT_ONCE, strict=False):
        rows = outbox_rows(Letter(each.kind, each.to, each.language, each.occasion, each.context) for each in some)
        insert(rows, ignore_conflicts=True)
    batch.letters.filter(pk__in=[letter.pk for letter in leaving]).update(state=HeldState.SENT)
    outdated = list(batch.letters.filter(pk__in=found.outdated))
    for letter in outdated:
        letter.state, letter.reason = HeldState.OUTDATED, str(found.outdated[letter.pk])
    HeldLetter.objects.bulk_update(outdated, ["state", "reason"])
    batch.released_at, batch.released_by = at, person_of(actor)
    batch.save(update_fields=["released_at", "released_by"])
    later, moved = batch.letters.filter(state=HeldState.LATER), 0
    if later.exists():
        unreleased = MailBatch.objects.filter(scope=batch.scope, released_at=None)
        following = unreleased.order_by("-number").first() or new_batch(batch.scope)
        moved = later.update(batch=following, state=HeldState.WAITING)
    return Released(len(leaving), len(outdated), moved)


def _released() -> DomainError:
    return DomainError(_("This batch has already been released."), code="batch_released")

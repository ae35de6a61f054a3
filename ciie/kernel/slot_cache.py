"""Answers that are dear to make, kept for all processes in a fixed number of places."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import cast

from django.core.cache import cache


@dataclass(frozen=True)
class SlotCache[Value]:
    """Keeps at most `slots` answers, however many different questions are asked.

    Each question has one place; an answer stays until it is `seconds` old or another question of the same place is
    answered. Bytes and texts longer than `largest` are not kept.
    """

    name: str
    slots: int
    seconds: int
    largest: int = 1024 * 1024

    def get(self, question: str) -> Value | None:
        slot, digest = self._place(question)
        kept = cache.get(slot)
        return cast("Value", kept[1]) if kept and kept[0] == digest else None

    def set(self, question: str, answer: Value) -> None:
        if isinstance(answer, bytes | str) and len(answer) > self.largest:
            return
        slot, digest = self._place(question)
        cache.set(slot, (digest, answer), self.seconds)

    def get_or_make(self, question: str, make: Callable[[], Value]) -> Value:
        kept = self.get(question)
        if kept is None:
            kept = make()
            self.set(question, kept)
        return kept

    def _place(self, question: str) -> tuple[str, str]:
        digest = blake2b(question.encode(errors="backslashreplace"), digest_size=16)
        return f"{self.name}:{int.from_bytes(digest.digest()) % self.slots}", digest.hexdigest()

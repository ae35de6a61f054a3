"""Answers kept in the process, so that what many ask is asked of the database once."""

import threading
from collections import OrderedDict
from collections.abc import Callable


class Latest[Value]:
    """The answer for each subject at its latest version; while one thread reads a new one the others wait for it."""

    def __init__(self) -> None:
        self._kept: dict[object, tuple[object, Value]] = {}
        self._reading = threading.Lock()

    def get_or_read(self, subject: object, version: object, read: Callable[[], Value]) -> Value:
        kept = self._kept.get(subject)
        if kept is None or kept[0] != version:
            with self._reading:
                kept = self._kept.get(subject)
                if kept is None or kept[0] != version:
                    kept = self._kept[subject] = version, read()
        return kept[1]


class MostAsked[Value]:
    """At most so many answers, the least recently asked for forgotten first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[object, Value] = OrderedDict()
        self._changing = threading.Lock()

    def get_or_read(self, question: object, read: Callable[[], Value]) -> Value:
        with self._changing:
            if question in self._kept:
                self._kept.move_to_end(question)
                return self._kept[question]
        answer = read()
        with self._changing:
            self._kept[question] = answer
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return answer

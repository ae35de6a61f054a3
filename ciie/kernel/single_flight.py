"""Looks at what is stored that many share, each as exact as if it were made for one alone."""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future


class SingleFlight[Question: Hashable, Answer]:
    """Calls `look` once at a time for each question; all who ask meanwhile share the call after it.

    An answer is always looked for after it was asked for, so it knows everything that had been committed by then. What
    `look` raises is raised for all who share it. Only threads that have nothing uncommitted may ask.
    """

    def __init__(self, look: Callable[[Question], Answer]) -> None:
        self._look = look
        self._begun: dict[Question, Future[Answer]] = {}
        self._next: dict[Question, Future[Answer]] = {}
        self._changing = threading.Lock()

    def get(self, question: Question) -> Answer:
        with self._changing:
            shared = self._next.get(question)
            if shared is None:
                mine, before = Future[Answer](), self._begun.get(question)
                self._next[question] = mine
        if shared is not None:
            return shared.result()
        if before is not None:
            before.exception()  # waits for it, whatever comes of it
        self._answer(question, mine)
        return mine.result()

    def _answer(self, question: Question, mine: Future[Answer]) -> None:
        with self._changing:
            self._begun[question] = self._next.pop(question)  # who asks from now on shares the look after this
        try:
            mine.set_result(self._look(question))
        except BaseException as error:  # noqa: BLE001  raised again by whoever asks for the result
            mine.set_exception(error)
        finally:
            with self._changing:
                if self._begun.get(question) is mine:
                    del self._begun[question]

"""Real threads, real connections, committed rows: several people who do something at the same instant."""

import threading
from collections.abc import Callable, Sequence

from django.db import DatabaseError, connection

from ciie.kernel.errors import DomainError

DONE = "done"


def race(*attempts: Callable[[], object]) -> list[str]:
    """Run all attempts at once. Returns for each `done`, the code of its refusal, or the database error's class."""
    start = threading.Barrier(len(attempts))
    outcomes = [""] * len(attempts)

    def run(position: int, attempt: Callable[[], object]) -> None:
        start.wait()
        try:
            attempt()
            outcomes[position] = DONE
        except DomainError as refusal:
            outcomes[position] = refusal.code
        except DatabaseError as error:
            outcomes[position] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(attempts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def count(outcomes: Sequence[str]) -> dict[str, int]:
    return {outcome: outcomes.count(outcome) for outcome in sorted(set(outcomes))}

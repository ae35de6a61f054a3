"""Readers of untrusted files, which run in a child process with limits on memory, time, writing and open files.

The parent names the reader as `package.module:function`; the child calls it with the bytes and returns its result as
JSON. A child that dies or takes too long counts as a refusal. This module imports only the standard library, so that a
child starts as fast as its reader's imports allow.
"""

import json
import os
import resource
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
MOST_MEMORY: Final = 1_500 * 1024 * 1024
MOST_CPU_SECONDS: Final = 20
MOST_OPEN_FILES: Final = 64
MOST_ANSWER_CHARACTERS: Final = 256 * 1024 * 1024
"""A limit on the answer, since a few bytes of a file may expand to many."""
LONGEST_SECONDS = 60
"""A limit in wall-clock time; the child's own limit is in CPU seconds."""
CHILD: Final = "from ciie.kernel.limited_reader import answer_on_stdout; answer_on_stdout()"


class ReadingRefusedError(Exception):
    """A file was not read. `code` says why.

    It is `broken` for an exception of a library, `too_complex` for a limit, else the reader's own code.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_limited(reader: str, content: bytes, *arguments: str | int) -> Any:
    """Return what the reader returns.

    Raises `ReadingRefusedError`, after `LONGEST_SECONDS` at the latest. A child may need much memory: the caller
    ensures that few run at a time.
    """
    answer = ask_child(reader, content, *arguments)
    if "refused" in answer:
        raise ReadingRefusedError(answer["refused"])
    return answer["read"]


def ask_child(reader: str, content: bytes, *arguments: str | int) -> dict[str, Any]:
    # The child gets none of our secrets, and only one thread for the libraries below numpy, each of which would reserve
    # memory.
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    single_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603  (our own module, no shell, the file on standard input)
            [sys.executable, "-c", CHILD, reader, json.dumps(arguments)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=kept | single_thread,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "too_complex"}
    if done.returncode:
        return {"refused": "too_complex"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def answer_on_stdout() -> None:
    """Answer as the child process: read the file from standard input and write the answer to standard output."""
    reader, arguments = sys.argv[1:]
    sys.stdout.write(answer_to(reader, sys.stdin.buffer.read(), *json.loads(arguments)))


def answer_to(reader: str, content: bytes, *arguments: str | int) -> str:
    module, name = reader.split(":")
    read = getattr(import_module(module), name)  # before the limits, because imports open files
    apply_limits()
    try:
        answer = json.dumps({"read": read(content, *arguments)}, default=lambda value: value.as_json())
        if len(answer) > MOST_ANSWER_CHARACTERS:
            raise ReadingRefusedError("too_complex")  # noqa: TRY301  (one way out for all refusals)
    except ReadingRefusedError as refusal:
        answer = json.dumps({"refused": refusal.code})
    except (MemoryError, RecursionError):
        answer = json.dumps({"refused": "too_complex"})
    except BaseException:  # noqa: BLE001  (a panic of Rust is no Exception; the process ends here, with an answer)
        answer = json.dumps({"refused": "broken"})
    return answer


def apply_limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_OPEN_FILES, MOST_OPEN_FILES))

"""The child's side: `python -m pavilions.vector_files dxf|svg`, the file on standard input, JSON on standard output."""

import json
import resource
import sys

from pavilions.vector_files.picture import Picture, PictureRefusedError

MOST_MEMORY = 1_500 * 1024 * 1024
MOST_CPU_SECONDS = 20
MOST_OPEN_FILES = 64


def main() -> None:
    answer = answer_to(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))


def answer_to(kind: str, content: bytes) -> dict[str, object]:
    """The picture as JSON, or `{"refused": code}`; a broken file may raise anything in the libraries."""
    try:
        return _read(kind, content).as_json()
    except PictureRefusedError as refusal:
        return {"refused": refusal.code}
    except (MemoryError, RecursionError):
        return {"refused": "too_complex"}
    except Exception:  # noqa: BLE001  (the process ends here, with an answer)
        return {"refused": "broken"}


def _read(kind: str, content: bytes) -> Picture:
    if kind == "dxf":
        from pavilions.vector_files.dxf import read_dxf as read  # noqa: PLC0415  (each import costs half the child's time)
    else:
        from pavilions.vector_files.svg import read_svg as read  # noqa: PLC0415
    apply_limits()
    picture = read(content)
    if not (picture.strokes or picture.texts):
        raise PictureRefusedError("draws_nothing")
    return picture


def apply_limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_OPEN_FILES, MOST_OPEN_FILES))


if __name__ == "__main__":
    main()

"""The child's side: `python -m pavilions.vector_files dxf|svg`, the file on standard input, JSON on standard output."""

import json
import resource
import sys

from pavilions.vector_files.picture import Picture, PictureRefusedError

MOST_MEMORY = 1_500 * 1024 * 1024
MOST_CPU_SECONDS = 20
MOST_OPEN_FILES = 64


def main() -> None:
    content = sys.stdin.buffer.read()
    answer = answer_to(sys.argv[1], content)
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))


def answer_to(kind: str, content: bytes) -> dict[str, object]:
    """The picture as JSON, or `{"refused": code}`; libraries fail in any way they like over a broken file."""
    try:
        return _read(kind, content).as_json()
    except PictureRefusedError as refusal:
        return {"refused": refusal.code}
    except (MemoryError, RecursionError):
        return {"refused": "too_complex"}
    except Exception:  # noqa: BLE001  (the process ends here, and says so)
        return {"refused": "broken"}


def _read(kind: str, content: bytes) -> Picture:
    if kind == "dxf":
        from pavilions.vector_files.dxf import read_dxf as read  # noqa: PLC0415  (each costs a child half its time)
    else:
        from pavilions.vector_files.svg import read_svg as read  # noqa: PLC0415
    bind_hands()
    picture = read(content)
    if not (picture.strokes or picture.letterings):
        raise PictureRefusedError("draws_nothing")
    return picture


def bind_hands() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_OPEN_FILES, MOST_OPEN_FILES))


if __name__ == "__main__":
    main()

"""What somebody typed outlives their session: it waits, out of sight of others, until they have signed in again."""

from typing import TypedDict, cast

from django.http import HttpRequest

KEY = "kept_form"
MAX_CHARACTERS = 64 * 1024
SECRET_WORDS = ("password", "csrf", "code", "credential")


class KeptForm(TypedDict):
    """A form as it was sent. `fields` are pairs of name and value; `files` says that uploads came too and were lost."""

    path: str
    fields: list[list[str]]
    files: bool


def keep_form(request: HttpRequest) -> bool:
    """Keep what was posted in the session, without secrets; false when there is nothing or too much of it."""
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if not any(word in name.lower() for word in SECRET_WORDS)
    ]
    size = sum(len(name) + len(value) for name, value in fields)
    if not fields or size > MAX_CHARACTERS:
        return False
    request.keeps_form = True  # type: ignore[attr-defined]
    request.session[KEY] = KeptForm(path=request.get_full_path(), fields=fields, files=bool(request.FILES))
    return True


def kept_form(request: HttpRequest) -> KeptForm | None:
    return cast("KeptForm | None", request.session.get(KEY))


def forget_form(request: HttpRequest) -> None:
    """Once the same address has been posted to again and answered, there is nothing left to keep."""
    kept = None if getattr(request, "keeps_form", False) else kept_form(request)
    if kept and kept["path"] == request.get_full_path():
        del request.session[KEY]


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser vouches that a page of this site sent the request; another site cannot forge this."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"

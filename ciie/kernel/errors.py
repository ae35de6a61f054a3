"""The refusals of the domain. Each has a message that a person can act on, and a code that a program can rely on."""

from collections.abc import Mapping
from http import HTTPStatus

from django.utils.functional import Promise

type Sentence = str | Promise


class DomainError(Exception):
    """An operation was refused and nothing was changed.

    `code` is stable and part of the API; `field` names the form field concerned, if any; `details` are JSON-ready
    figures (for instance the m² that are left).
    """

    status = HTTPStatus.CONFLICT

    def __init__(
        self,
        message: Sentence,
        *,
        code: str,
        field: str | None = None,
        details: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field
        self.details = dict(details or {})

    def __str__(self) -> str:
        return str(self.message)


class Invalid(DomainError):
    """The input cannot be understood, or breaks a rule regardless of time."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class TooMany(DomainError):
    """The request came more often, or from more people at once, than is allowed. Waiting helps."""

    status = HTTPStatus.TOO_MANY_REQUESTS


class Busy(DomainError):
    """The site is overloaded at this moment. Waiting a little helps."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class NotAllowed(DomainError):
    """The actor may see the object but not do this with it."""

    status = HTTPStatus.FORBIDDEN
    is_logged = False  # True once it is in the security log


class NotFound(DomainError):
    """The object does not exist, or the actor may not know of it."""

    status = HTTPStatus.NOT_FOUND

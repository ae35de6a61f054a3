"""Refusals. Each is a sentence a person can act on, and a code a program can rely on."""

from collections.abc import Mapping
from http import HTTPStatus

from django.utils.functional import Promise

type Sentence = str | Promise


class DomainError(Exception):
    """An operation was refused and nothing was changed.

    `code` is stable and part of the API; `field` names the form field concerned, if any;
    `details` are JSON-ready figures (for instance the m² that are left).
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
    """What was sent cannot be understood or breaks a rule that no waiting will change."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class TooMany(DomainError):
    """Asked for more often, or by more people at once, than is allowed. Waiting helps."""

    status = HTTPStatus.TOO_MANY_REQUESTS


class Busy(DomainError):
    """There is too much to do at this moment. Waiting a little helps."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class NotAllowed(DomainError):
    """The actor may see the thing but not do this with it."""

    status = HTTPStatus.FORBIDDEN
    is_logged = False  # once the security log has it


class NotFound(DomainError):
    """There is no such thing, or the actor may not know of it."""

    status = HTTPStatus.NOT_FOUND

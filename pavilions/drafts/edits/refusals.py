"""What speaks against an edit: problems, each a sentence with the booths, obstructions and numbers it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.errors import Invalid, Sentence
from ciie.kernel.wording import figure_words


@dataclass(frozen=True)
class Problem:
    """`booths` and `obstructions` are ids; booths still to be drawn are told by their numbers alone."""

    code: str
    message: str
    booths: tuple[int, ...] = ()
    obstructions: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()


class EditRefused(Invalid):
    """The edit would leave a draft that cannot be, or cannot be carried out. `details["problems"]` lists all."""

    def __init__(self, problems: Sequence[Problem], *, field: str | None = None) -> None:
        first, others = problems[0], len(problems) - 1
        more = ngettext(" And %(count)s more.", " And %(count)s more.", others) % {"count": figure_words(others)}
        message = first.message + more if others else first.message
        super().__init__(message, code=first.code, field=field, details={"problems": list(problems)})
        self.problems = tuple(problems)


def refused(message: Sentence, *, code: str, field: str | None = None, numbers: Sequence[str] = ()) -> EditRefused:
    return EditRefused([Problem(code, str(message), numbers=tuple(numbers))], field=field)


def of_booth(number: str, refusal: Invalid, *, booth_id: int | None = None, field: str | None = None) -> EditRefused:
    """What geometry says about one booth's shape, said of the booth."""
    message = _("%(number)s: %(complaint)s") % {"number": number, "complaint": refusal.message}
    ids = () if booth_id is None or booth_id < 0 else (booth_id,)
    return EditRefused([Problem(refusal.code, message, booths=ids, numbers=(number,))], field=field)

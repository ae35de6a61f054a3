"""Forms that anybody may send, with protection against robots that asks nothing of people.

The layout of such a form contains a `RobotTrap()`.
"""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.kernel.clock import real_now

TRAP = "nickname"
"""The name of a field that people do not see, but robots fill in."""

OPENED = "opened"
SALT = "public-form"
LEAST_SECONDS = 3
LONGEST_SECONDS = 24 * 3600


class RobotTrap:
    """The part of a layout that contains the trap, and the time at which the page was opened."""

    def render(self, form: "PublicForm", context: Context, **options: Any) -> SafeString:
        return render_to_string("parts/robot_trap.html", {"form": form})


class PublicForm(forms.Form):
    """Refuses a form if its trap is filled in, it was sent faster than a person types, or its page is over a day old.

    The input is kept, and the page with the error counts as newly opened.
    """

    def clean(self) -> dict[str, Any] | None:
        typed = super().clean()
        try:
            opened_at, _opened = signing.loads(self.data.get(OPENED, ""), salt=SALT)
        except (signing.BadSignature, ValueError, TypeError):  # missing, or not signed by us
            age = 0.0
        else:
            age = real_now().timestamp() - float(opened_at)
        if self.data.get(TRAP) or age < LEAST_SECONDS:
            raise ValidationError(
                _("The form was submitted too quickly. Wait a few seconds and submit it again."), code="robot"
            )
        if age > LONGEST_SECONDS:
            raise ValidationError(
                _("This page was open for more than a day. Check your entries and submit the form again."), code="stale"
            )
        return typed

    @property
    def opened(self) -> str:
        """The signed time at which the page was opened."""
        return signing.dumps([real_now().timestamp(), OPENED], salt=SALT)

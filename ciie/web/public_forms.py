"""Forms that anybody may send: what keeps robots out without asking people to prove anything.

The layout of such a form has a `RobotTrap()`.
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
"""A field that people do not see. Robots fill it in."""

OPENED = "opened"
SALT = "public-form"
LEAST_SECONDS = 3
LONGEST_SECONDS = 24 * 3600


class RobotTrap:
    """The part of a layout that holds the trap, and the moment at which the page was opened."""

    def render(self, form: "PublicForm", context: Context, **options: Any) -> SafeString:
        return render_to_string("parts/robot_trap.html", {"form": form})


class PublicForm(forms.Form):
    """Refuses what was typed into the trap, faster than a person types, or into a page of days ago.

    What was typed stays, and the page that says so is a new one.
    """

    def clean(self) -> dict[str, Any] | None:
        typed = super().clean()
        try:
            opened_at, _opened = signing.loads(self.data.get(OPENED, ""), salt=SALT)
        except (signing.BadSignature, ValueError, TypeError):  # missing, or not of our hand
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
        """Says when the page was opened; nobody else can write it."""
        return signing.dumps([real_now().timestamp(), OPENED], salt=SALT)

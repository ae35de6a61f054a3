"""The layout of forms: crispy's `FormHelper` with the markup of this site, and the parts of layouts.

A form declares its layout, and its page writes `{% crispy form %}`:

    helper = FormHelper("title", Row("city", "country"), buttons=[Submit(_("Save")), Cancel()])

URLs belong to the page: it sets `cancel_url` and the variable that `action` names with `{% url … as … %}`.
See docs/pages.md.
"""

import re
from collections.abc import Iterable
from typing import Any
from unicodedata import normalize

from crispy_forms import helper, layout
from django import forms
from django.forms import BaseForm
from django.forms.utils import flatatt
from django.template import Context
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.web.badges import icon

type Text = str | Promise
CANCEL = _("Cancel")
LOCAL = "%Y-%m-%dT%H:%M"
PLAIN_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")


class LocalMoment(forms.DateTimeField):
    """A wall-clock time in the zone that the view activates, for input and output."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=[LOCAL, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **kwargs)


class AmountField(forms.DecimalField):
    """A number as people type it, with full-width digits of a Chinese keyboard too; no separators or exponents.

    The meaning of a comma depends on the reader: "1,000" is a thousand, or one with three decimals.
    """

    default_error_messages = {
        "invalid": _("Enter digits only, with a point before decimals and without separators: 1234.50."),
    }

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = normalize("NFKC", value).strip()
            if value and PLAIN_NUMBER.fullmatch(value) is None:
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class DayInput(forms.DateInput):
    """An input for a day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class FormHelper(helper.FormHelper):
    """Renders a whole form: tag, CSRF token, errors that belong to no field, layout, buttons, hidden fields.

    It takes the parts of the layout; without any, all fields are shown in order. `action` names the variable of the
    page that contains the URL to which the form is sent; by default that is the page's own. Further options become
    attributes of the tag (`role="search"`). With `form_tag=False`, only layout, buttons and hidden fields are rendered:
    the page writes the tag.

    A helper is an attribute of a class, so that all requests share it, and nothing may change it once it is created.
    """

    template = "parts/form.html"
    render_hidden_fields = True

    def __init__(
        self,
        *parts: Any,
        buttons: Iterable[Any] = (),
        action: str = "",
        method: str = "post",
        css_class: str = "",
        form_tag: bool = True,
        **attributes: str,
    ) -> None:
        super().__init__()
        self._action_variable = action
        self.form_method = method
        self.form_class = css_class
        self.form_tag = form_tag
        self.attrs = attributes
        self.layout = layout.Layout(*(parts or (Rest(),)), *([Buttons(*buttons)] if buttons else []))

    def render_layout(self, form: BaseForm, context: Context, **options: Any) -> SafeString:
        form.action_url = context[self._action_variable] if self._action_variable else ""  # type: ignore[attr-defined]
        html: SafeString = super().render_layout(form, context, **options)
        return html


class Row(layout.Div):
    """Fields beside one another if there is space for them."""

    css_class = "form-row"


class Fieldset(layout.Fieldset):
    """Fields under a heading of their own."""

    def __init__(self, legend: Text, *fields: Any) -> None:
        super().__init__(legend, *fields, css_class="form-section")


class Rest(layout.LayoutObject):
    """The fields that the layout does not name, in the form's order, such as those that depend on its purpose."""

    def __init__(self) -> None:
        self.fields: list[str] = []

    def render(self, form: Any, context: Context, **options: Any) -> SafeString:
        left = [
            name
            for name, field in form.fields.items()
            if name not in form.rendered_fields and not field.widget.is_hidden
        ]
        html: SafeString = layout.Layout(*left).render(form, context, **options)
        return html


class Note:
    """A sentence of text between fields."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def render(self, form: BaseForm, context: Context, **options: Any) -> SafeString:
        return format_html('<p class="text-soft">{}</p>', self.text)


class Buttons(layout.Div):
    """Buttons and links in a row, which is the last part of most layouts."""

    css_class = "actions"


class Submit:
    """A button that submits the form. `action` names a variable of the page with another URL to submit it to."""

    def __init__(
        self, label: Text, *, icon_name: str = "", css_class: str = "btn-primary", action: str = "", **attributes: str
    ) -> None:
        self.label = label
        self.icon_name = icon_name
        self.css_class = css_class
        self.action = action
        self.attributes = attributes

    def render(self, form: BaseForm, context: Context, **options: Any) -> SafeString:
        attributes = self.attributes | ({"formaction": str(context[self.action])} if self.action else {})
        drawing = icon(self.icon_name) if self.icon_name else ""
        return format_html(
            '<button class="btn {}"{}>{}{}</button>', self.css_class, flatatt(attributes), drawing, self.label
        )


class Cancel:
    """A link away from the form to the page's `cancel_url`, left out if the page sets none."""

    def __init__(self, label: Text = CANCEL) -> None:
        self.label = label

    def render(self, form: BaseForm, context: Context, **options: Any) -> SafeString:
        if not (url := context.get("cancel_url")):
            return SafeString()
        return format_html('<a class="btn btn-link" href="{}">{}</a>', url, self.label)

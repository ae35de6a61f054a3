"""Texts of Django and of libraries whose translations are missing or awkward in their catalogues.

Ours take precedence.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

DJANGO = (
    _("- Select an option -"),
    _("Your old password was entered incorrectly. Please enter it again."),
    _("Your password can’t be too similar to your other personal information."),
    _("Your password can’t be a commonly used password."),
    _("Your password can’t be entirely numeric."),
)
ALLAUTH = (
    _("Enter your password:"),
    _("Email Addresses"),
    _("Email Address"),
    _("Add Email Address"),
    _("Current email"),
    _("Change Email"),
    _("Email Changed"),
    _("Email Removed"),
    _("Email Confirmation"),
    _("Confirm Email Address"),
    _("Verify Your Email Address"),
    _("Your email has been confirmed."),
    _("Removed email address %(email)s."),
    _("Primary email address set."),
    _("You have confirmed %(email)s."),
    _("You cannot remove your primary email address (%(email)s)."),
    _("Your account has no verified email address."),
    _("You cannot activate two-factor authentication until you have verified your email address."),
)
UNFOLD = (
    _("Select record"),
    _("Select action"),
    _("Date from"),
    _("Date to"),
    _("Not enough data."),
    _("Add new item"),
    _("Select action to run"),
    _("Select value"),
    _("Run the selected action"),
    _("Welcome back to"),
    _("Forgotten your password or username?"),
    _("Type to search"),
    _("You have been successfully logged out from the administration"),
    _("No data"),
    _("All applications"),
    _("True"),
    _("False"),
    _("Apply Filters"),
    _("Filters"),
    _("Navigate"),
    _("Recent searches"),
    _("Nothing matched your search"),
    _("Record picture"),
    _("This item will be deleted."),
    _("Click to cancel"),
    _("No results found"),
    _("This page yielded into no results."),
    _("Reset filters"),
    _("Image preview"),
    _("Click to download"),
    _("Previous"),
    _("Next"),
    _("Search apps and models..."),
    _("Available shortcuts"),
    _("Global shortcuts"),
    _("Open command tool"),
    _("Open shortcuts list"),
    _("Toggle sidebar"),
    _("Toggle dark/light mode"),
    _("Changelist shortcuts"),
    _("Toggle filter"),
    _("Create new record"),
    _("Command tool shortcuts"),
    _("Open selection"),
    _("Open selection in new tab"),
    _("General"),
    _("System"),
    _("Return to site"),
    _("Choose file to upload"),
    _("Toggle password visibility"),
    _("Add row"),
    _("Welcome"),
    _("After you've created a user, you’ll be able to edit more user options."),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would result in deleting related objects, but "
        "your account doesn't have permission to delete the following types of objects:"
    ),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would require deleting the following protected "
        "related objects:"
    ),
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? All of the following '
        "related items will be deleted:"
    ),
)
ADMIN = (
    _("Events"),
    _("Filter by %(field_name)s"),
    _("Logout"),
)
PLURALS = (
    ngettext_lazy("…and %(count)d more object.", "…and %(count)d more objects."),
    ngettext_lazy("Export %(len)s selected item.", "Export %(len)s selected items."),
    ngettext_lazy(
        "\n                    Export %(len)s selected item.\n                ",
        "\n                    Export %(len)s selected items.\n                ",
    ),
    ngettext_lazy(
        '\n            Found <span class="font-medium text-important">%(counter)s</span> result in %(time)s seconds'
        "\n        ",
        '\n            Found <span class="font-medium text-important">%(counter)s</span> results in %(time)s seconds'
        "\n        ",
    ),
)
"""These are letter by letter as in the templates of the admin, including whitespace."""
DJANGO_FILTER = (
    _("date"),
    _("year"),
    _("month"),
    _("hour"),
    _("minute"),
    _("contains"),
    _("search"),
    _("Yesterday"),
    _("%s (descending)"),
    _("Ordering"),
    _("Multiple values may be separated by commas."),
    _("Select a lookup."),
    _("Range query expects two values."),
)
COUNTRIES = (
    _("American Samoa"),
    _("Aruba"),
    _("Bahamas (The)"),
    _("Bosnia and Herzegovina"),
    _("Botswana"),
    _("Cocos (Keeling) Islands"),
    _("Comoros"),
    _("Congo"),
    _("Democratic Republic of the Congo"),
    _("Dominica"),
    _("Dominican Republic"),
    _("French Guiana"),
    _("Guadeloupe"),
    _("Guernsey"),
    _("Hong Kong"),
    _("Kyrgyzstan"),
    _("Liberia"),
    _("Macao"),
    _("Mali"),
    _("Nepal"),
    _("North Macedonia"),
    _("Pitcairn"),
    _("Réunion"),
    _("Samoa"),
    _("Suriname"),
    _("Svalbard and Jan Mayen"),
    _("Taiwan"),
    _("Tajikistan"),
    _("Tokelau"),
    _("Trinidad and Tobago"),
    _("United States Minor Outlying Islands"),
    _("Wallis and Futuna"),
)

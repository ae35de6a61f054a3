"""Texts of Django and of libraries which their catalogues lack or say oddly; ours comes before theirs."""

from django.utils.translation import gettext_noop as _

DJANGO = (
    _("- Select an option -"),
    _("Your old password was entered incorrectly. Please enter it again."),
    _("Your password can’t be too similar to your other personal information."),
    _("Your password can’t be a commonly used password."),
    _("Your password can’t be entirely numeric."),
)
ALLAUTH = (
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
COUNTRIES = (
    _("Hong Kong"),
    _("Macao"),
    _("Nepal"),
    _("North Macedonia"),
    _("Samoa"),
    _("Taiwan"),
    _("Tajikistan"),
)

"""The placeholders that any letter's text may contain."""

from django.utils.translation import gettext_lazy as _

from ciie.mail.kinds import Placeholder, register_mail_kinds

register_mail_kinds(
    {},
    {
        "person": Placeholder(_("the recipient's name; blank if it is not known"), "Ana Torres"),
        "site_name": Placeholder(_("the name of this site"), ""),
        "link": Placeholder(_("the address of the page that the email is about"), ""),
        "link_2": Placeholder(_("the address of another page"), ""),
    },
)

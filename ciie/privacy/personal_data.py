"""The personal data of accounts, mail and the audit, and of the libraries that store it."""

from django.utils.translation import gettext_lazy as _

from ciie.privacy.data_map import Erasure, Kind, Personal, register_personal_data
from ciie.privacy.vocabulary import ACCOUNTS, BY_RETENTION, RECIPIENTS, UNTIL_ERASED, WITH_RECORD, acted

ACCOUNT = Personal(ACCOUNTS, _("Signs the person in and writes to them."), UNTIL_ERASED, Erasure.PSEUDONYM, of="pk")
SIGN_IN = Personal(ACCOUNTS, _("Proves who is signing in."), UNTIL_ERASED, Erasure.DELETE, of="user")
SESSION = Personal(ACCOUNTS, _("Keeps the person signed in."), BY_RETENTION, Erasure.DELETE, Kind.SECRET)
LETTER = Personal(RECIPIENTS, _("Sends the email, and shows what was sent."), BY_RETENTION, Erasure.EMPTY, of="to")
TRACE = Personal(ACCOUNTS, _("History says who did what, and when."), WITH_RECORD, Erasure.PSEUDONYM)
WATCH = Personal(ACCOUNTS, _("Finds misuse of accounts."), BY_RETENTION, Erasure.EMPTY)

register_personal_data(
    {
        "accounts.User": {
            "pk": ACCOUNT.but(kind=Kind.LINK, erasure=Erasure.FOLLOW),
            "email name": ACCOUNT,
            "mailbox": ACCOUNT.but(why=_("Counts the accounts of one mailbox as one person."), erasure=Erasure.FOLLOW),
            "password": ACCOUNT.but(kind=Kind.SECRET, erasure=Erasure.EMPTY),
        },
        "accounts.User_groups": {"user": SIGN_IN},
        "accounts.User_user_permissions": {"user": SIGN_IN},
        "accounts.ApiToken": {"user name": SIGN_IN, "digest": SIGN_IN.but(kind=Kind.SECRET)},
        "accounts.UserSession": {
            "user": SIGN_IN,
            "address": SIGN_IN.but(kind=Kind.ADDRESS),
            "user_agent": SIGN_IN.but(kind=Kind.DEVICE),
        },
        "account.EmailAddress": {"user email": SIGN_IN},
        "account.EmailConfirmation": {"key": SIGN_IN.but(kind=Kind.SECRET, of="email_address__user")},
        "mfa.Authenticator": {"user": SIGN_IN, "data": SIGN_IN.but(kind=Kind.SECRET)},
        "sessions.Session": {"session_key session_data": SESSION},
        "auth.Permission": {"name codename": None},
        "auth.Group": {"name": None},
        "contenttypes.ContentType": {"app_label model": None},
        "admin.LogEntry": {
            "user": SIGN_IN.but(why=_("Django's own notes of the admin; history says the same.")),
            "object_repr change_message": SIGN_IN.but(
                why=_("Django's own notes of the admin; history says the same."), kind=Kind.WORDS
            ),
            "object_id": None,
        },
        "background.FatalTask": {"name arguments": None},
        "pghistory.Context": {"metadata": TRACE.but(of="metadata__actor", keys=("actor_name",))},
        "audit.SecurityEvent": {
            **acted("person", "actor"),
            "person_email": WATCH.but(kind=Kind.EMAIL, erasure=Erasure.PSEUDONYM, of="person"),
            "actor_name": WATCH.but(kind=Kind.NAME, erasure=Erasure.PSEUDONYM, of="actor"),
            "address": WATCH.but(of="actor"),
            "user_agent": WATCH.but(kind=Kind.DEVICE, of="actor"),
            "details": WATCH.but(
                erasure=Erasure.PSEUDONYM, of="person", keys=("email", "before", "after", "name", "filter")
            ),
            "once": None,
        },
        "post_office.Email": {
            "from_email backend_alias": None,
            "to": LETTER.but(kind=Kind.EMAIL, erasure=Erasure.PSEUDONYM),
            "cc bcc": LETTER.but(kind=Kind.EMAIL),
            "message_id": LETTER.but(kind=Kind.EMAIL, erasure=Erasure.PSEUDONYM),
            "subject message html_message": LETTER.but(kind=Kind.WORDS),
            "headers context": LETTER,
        },
        "post_office.Log": {
            "exception_type": None,
            "message": LETTER.but(kind=Kind.WORDS, of="email__to"),
        },
        "post_office.EmailTemplate": {"name description subject content html_content language": None},
        "post_office.Attachment": {"file name headers": LETTER.but(of=""), "mimetype": None},
        "mail.MailText": {"kind language subject body": None},
        "mail.MailSender": {"name reply_to": None},
        "mail.MailBatch": {"scope name": None, **acted("released_by")},
        "mail.Handover": {"worker": None},
        "mail.HeldLetter": {
            "kind language": None,
            "to": LETTER.but(kind=Kind.EMAIL, erasure=Erasure.PSEUDONYM),
            "occasion": None,
            "context": LETTER,
            "reason": None,
        },
    }
)

"""The personal data of halls, plans, pavilions and the programme."""

from django.utils.translation import gettext_lazy as _

from ciie.privacy.data_map import Erasure, Kind, Personal, register_personal_data
from ciie.privacy.vocabulary import INVITED, PUBLIC, UNTIL_ERASED, WITH_RECORD, acted

STAFF = _("the organizer's people")
CONTACTS = _("contacts of companies and countries")
WITH_EDITION = _("as long as the edition's records")
REACHED = Personal(CONTACTS, _("Lets the organizer reach the company or country."), WITH_EDITION, Erasure.PSEUDONYM)
WORDS = Personal(
    CONTACTS,
    _("Says in someone's own words what the record is about; may name people."),
    WITH_RECORD,
    Erasure.KEEP,
    Kind.WORDS,
)
"""Free text that erasure keeps, since only a reader can recognise whom it names."""
POWER = Personal(STAFF, _("Gives a person a role."), UNTIL_ERASED, Erasure.DELETE, of="user")
SPEAKER = Personal(
    _("speakers of the programme"), _("Announces who speaks in public."), WITH_EDITION, Erasure.KEEP, Kind.NAME
)
INVITED_SPEAKER = Personal(
    _("speakers of the programme"),
    _("Tells a speaker of changes of the session."),
    WITH_EDITION,
    Erasure.PSEUDONYM,
    of="email",
)
TOPIC = Personal(
    PUBLIC, _("Lets the organizer answer a suggestion."), WITH_EDITION, Erasure.PSEUDONYM, of="contact_email"
)

register_personal_data(
    {
        "pavilions.CountryName": {"english chinese pinyin": None},
        "pavilions.Fair": {"name name_zh domain address colour logo": None},
        "pavilions.Edition": {
            "name name_zh currency sender_name reply_to time_zone": None,
        },
        "pavilions.Sector": {"code name name_zh": None},
        "pavilions.RuleSet": {"name name_zh source unmeasured unmeasured_zh": None},
        "pavilions.VenueRule": {"source": None},
        "pavilions.RuleException": {"subjects": None, "reason": WORDS, **acted("granted_by", "withdrawn_by")},
        "pavilions.PlanSafetyReport": {"content": None},
        "pavilions.PlanSimulation": {"results": None, **acted("started_by")},
        "pavilions.Hall": {"name building outline": None},
        "pavilions.PlanBackground": {"content_hash drawing extent source_name": None},
        "pavilions.Booth": {"number footprint blocked_reason": None},
        "pavilions.Obstruction": {"footprint": None, "name": None},
        "pavilions.PlanEdit": {"before after": None, **acted("made_by")},
        "pavilions.NationalPavilion_managers": {"user": POWER},
        "pavilions.NationalPavilion": {"organization organization_zh theme theme_zh": None, "space_wishes": WORDS},
        "pavilions.PavilionMove": {"note": WORDS, **acted("moved_by")},
        "pavilions.PavilionInvitation": {"email": INVITED, **acted("invited_by")},
        "pavilions.PavilionProfile": {"title theme text highlights": None},
        "pavilions.PavilionPicture": {"name alt alt_zh": None},
        "pavilions.PavilionContact": {
            "organization": None,
            "name": REACHED.but(kind=Kind.NAME, of="email"),
            "email": REACHED.but(of="email"),
            "phone": REACHED.but(kind=Kind.PHONE, erasure=Erasure.EMPTY, of="email"),
        },
        "pavilions.PavilionDesign": {
            "name title digest": None,
            "note": WORDS,
            **acted("sent_by", "submitted_by", "decided_by"),
        },
        "pavilions.DesignComment": {"text": WORDS.but(of="author"), **acted("author")},
        "pavilions.PavilionTask": {"title text": None, **acted("set_by", "done_by")},
        "pavilions.ImportRun": {"kind file_name content choices report": None, **acted("started_by")},
        "pavilions.Room": {"name name_zh": None},
        "pavilions.ProgrammeEvent": {"title title_zh text text_zh": None},
        "pavilions.EventProposal": {
            "title title_zh text text_zh": None,
            "reason": WORDS,
            **acted("proposed_by", "decided_by"),
        },
        "pavilions.Speaker": {
            "name folded_name": SPEAKER,
            "email": INVITED_SPEAKER,
            "institution institution_zh": None,
        },
        "pavilions.ForumTopic": {
            "title title_zh abstract institution institution_zh language": None,
            "contact_name": TOPIC.but(kind=Kind.NAME),
            "contact_email": TOPIC,
        },
        "pavilions.ForumReview": {"comment": WORDS.but(of="reviewer"), **acted("reviewer")},
        "pavilions.PlanPublication": acted("published_by"),
        "pavilions.ClaimDecision": {"note": WORDS, **acted("decided_by")},
        "pavilions.SitePage": {"text": None},
        "pavilions.Appointment": {"user": POWER},
        "pavilions.StaffInvitation": {"email": INVITED.but(whose=STAFF), **acted("invited_by")},
        "pavilions.ThemedArea": {"name name_zh text text_zh host_name host_name_zh": None},
    }
)

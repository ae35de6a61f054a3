"""The register of the personal data of companies, bookings, money and everything around them."""

from django.utils.translation import gettext_lazy as _

from ciie.privacy.data_map import Erasure, Kind, Personal, register_personal_data
from ciie.privacy.vocabulary import (
    ACCOUNTS,
    AS_ACCOUNTS,
    BY_RETENTION,
    INVITED,
    PUBLIC,
    RECIPIENTS,
    UNTIL_ERASED,
    acted,
)
from pavilions.personal_data import CONTACTS, REACHED, STAFF, WITH_EDITION, WORDS

RECORDED = Personal(STAFF, _("Accounts name who recorded them."), AS_ACCOUNTS, Erasure.KEEP, Kind.NAME)
AGREED = Personal(CONTACTS, _("Proves who agreed to what."), AS_ACCOUNTS, Erasure.KEEP)
BILLED = Personal(CONTACTS, _("Invoices and receipts name who is billed."), AS_ACCOUNTS, Erasure.KEEP)
MEMBER = Personal(ACCOUNTS, _("Lets a person act for a company."), UNTIL_ERASED, Erasure.DELETE, of="user")
MANAGER = MEMBER.but(why=_("Lets a person manage a block."))
CLAIM = Personal(ACCOUNTS, _("Proves who acts for a company."), WITH_EDITION, Erasure.KEEP, Kind.WORDS, of="person")
REPEATED = Personal(
    ACCOUNTS,
    _("Answers a repeated request of a program only once."),
    BY_RETENTION,
    Erasure.DELETE,
    Kind.RECORD,
    of="user",
)
SIGNING = Personal(ACCOUNTS, _("Confirms a signature by email."), UNTIL_ERASED, Erasure.DELETE, of="person")
VISITOR = Personal(PUBLIC, _("Registers a person for a roadshow."), WITH_EDITION, Erasure.PSEUDONYM, of="email")
SENT = Personal(RECIPIENTS, _("Shows who received a message."), WITH_EDITION, Erasure.PSEUDONYM, of="email")
SIGNED = AGREED.but(of="person")
PUBLISHED = REACHED.but(why=_("Visitors and the organizer reach the company."), of="contact_email")
PAYER = BILLED.but(why=_("Matches payments with invoices."))
STATED = WORDS.but(of="author")

register_personal_data(
    {
        "exhibitors.Company": {
            "name name_local normalized_name distinguished_by city address website": None,
            "registration_number description": None,
            "contact_email": PUBLISHED.but(erasure=Erasure.EMPTY),
            "phone": PUBLISHED.but(kind=Kind.PHONE, erasure=Erasure.KEEP),
            "verification_proof mail_domains": None,
            "verification_reason claims_blocked_reason": WORDS,
        },
        "exhibitors.Membership": {"user": MEMBER},
        "exhibitors.CompanyInvitation": {"email": INVITED, **acted("invited_by")},
        "exhibitors.Participation": {"external_id source stated_booths stated_halls": None},
        "exhibitors.Booking": {
            "wishes neighbours_to_avoid reason larger_reason": WORDS,
            **acted("contact", "decided_by"),
        },
        "exhibitors.ConfirmationLetter": {
            "number language": None,
            "snapshot": BILLED.but(why=_("Letters are kept as sent.")),
        },
        "exhibitors.ApiRequest": {"user key fingerprint body": REPEATED},
        "exhibitors.Block_managers": {"user": MANAGER},
        "exhibitors.Block": {"name name_zh text text_zh currency": None},
        "exhibitors.BlockApplication": {"text reason": WORDS, **acted("applied_by", "decided_by")},
        "exhibitors.BulkDecision": {"reason": WORDS, **acted("started_by")},
        "exhibitors.BulkDecisionItem": {"refusal booths": None},
        "exhibitors.Bulletin": {
            "title body title_zh body_zh correction_reason correction_reason_zh figures_in_review": None,
            **acted("written_by", "issued_by"),
        },
        "exhibitors.BulletinPicture": {"file alt alt_zh": None},
        "exhibitors.BulletinFigure": {"key label said source label_zh said_zh source_zh": None},
        "exhibitors.Exhibit": {
            "category category_zh name name_zh text text_zh debut_grounds folded_name name_words text_words": None,
            "reason": WORDS,
            **acted("added_by", "decided_by"),
        },
        "exhibitors.ExhibitPicture": {"file small_file alt_text alt_text_zh": None},
        "exhibitors.CoExhibitor": {
            "name normalized_name website text_en text_zh products": None,
            **acted("entered_by"),
        },
        "exhibitors.CompanyContact": {
            "name": REACHED.but(kind=Kind.NAME, of="email"),
            "email": REACHED.but(of="email"),
            "phone": REACHED.but(kind=Kind.PHONE, erasure=Erasure.EMPTY, of="email"),
            "note": REACHED.but(kind=Kind.WORDS, erasure=Erasure.EMPTY, of="email"),
        },
        "exhibitors.Mandate": {
            "name": AGREED.but(kind=Kind.NAME, of="person"),
            "file": AGREED.but(kind=Kind.FILE),
            "title digest": None,
            "reason": WORDS,
            **acted("person", "decided_by"),
        },
        "exhibitors.OfficeRecord": {"customer_number tags": None, **acted("owner")},
        "exhibitors.CompanyNote": {"text": STATED, **acted("author")},
        "exhibitors.CompanyTask": {"text": STATED, **acted("author", "person", "done_by")},
        "exhibitors.CompanyMerge": {"moved replaced": None, **acted("merged_by", "undone_by")},
        "exhibitors.NameChange": {
            "name name_local name_before name_local_before": None,
            "reason": WORDS,
            **acted("proposed_by", "decided_by"),
        },
        "exhibitors.OwnershipRequest": {
            "statement proof": CLAIM,
            "contact_email": SENT.but(of="contact_email"),
            "reason objection": WORDS,
            **acted("person", "decided_by"),
        },
        "exhibitors.ExchangeRate": {"currency source reason": None, **acted("set_by")},
        "exhibitors.Deal": {
            "buyer normalized_buyer delegation category currency": None,
            "reason verification_note duplicate_note": WORDS,
            **acted("entered_by", "decided_by", "verified_by", "counted_by"),
        },
        "exhibitors.DealCount": {"reason": WORDS, **acted("noted_by")},
        "exhibitors.ReviewAssignment": acted("reviewer", "assigned_by"),
        "exhibitors.BookingNote": {"text": STATED, **acted("author")},
        "exhibitors.BookingComment": {"text": STATED, **acted("author")},
        "exhibitors.Seller": {
            "name name_zh address postcode city tax_id bank_name account bic contact_email prefix": None,
            "contact_name contact_phone electronic_address tax_currency": None,
            "venue venue_address venue_postcode venue_city": None,
        },
        "exhibitors.BillingParty": {
            "name address postcode city tax_id debtor_number": BILLED.but(kind=Kind.RECORD),
            "buyer_reference order_number electronic_address": BILLED.but(kind=Kind.RECORD),
            "contact_name": BILLED.but(kind=Kind.NAME, erasure=Erasure.KEEP),
            "email": BILLED.but(erasure=Erasure.KEEP, of="email"),
        },
        "exhibitors.TaxRule": {"legend legend_zh source": None},
        "exhibitors.InvoiceSeries": {"prefix": None},
        "exhibitors.Invoice": {
            "currency number_text reference text digest refused_rules": None,
            "reason": WORDS,
            "drafted_by issued_by": RECORDED,
            "party_name party_address party_postcode party_city party_tax_id": BILLED.but(kind=Kind.RECORD),
            "party_buyer_reference party_order_number party_electronic_address": BILLED.but(kind=Kind.RECORD),
            "party_email": BILLED.but(of="party_email"),
        },
        "exhibitors.DueDateExtension": {"reason": WORDS, **acted("made_by")},
        "exhibitors.InvoiceLine": {"name name_zh calculation calculation_zh legend legend_zh": None},
        "exhibitors.InvoiceTax": {"legend legend_zh": None},
        "exhibitors.JournalEntry": {"currency memo": None, "actor": RECORDED},
        "exhibitors.EInvoice": {"file": BILLED.but(kind=Kind.FILE), "digest broken": None},
        "exhibitors.VatCheck": {"vat_id name": BILLED.but(kind=Kind.RECORD), "reference": None},
        "exhibitors.Transmission": {
            "recipient": BILLED.but(kind=Kind.RECORD),
            "reference message": None,
            "asked_by": RECORDED,
        },
        "exhibitors.Fapiao": {
            "title tax_id bank account address remark": BILLED.but(kind=Kind.RECORD),
            "phone": BILLED.but(kind=Kind.PHONE),
            "requested_by": RECORDED.but(whose=ACCOUNTS),
            "number red_number": None,
            "red_reason": WORDS,
        },
        "exhibitors.Mailing": {
            "filters subject_en body_en subject_zh body_zh": None,
            **acted("written_by", "sent_by"),
        },
        "exhibitors.MailingRecipient": {"name": SENT.but(kind=Kind.NAME), "email": SENT, "language": None},
        "exhibitors.BankAccount": {"name account currency bank_name": None},
        "exhibitors.BankStatement": {
            "kind digest choices number": None,
            "file_name": None,
            "content": PAYER.but(kept=BY_RETENTION, kind=Kind.FILE),
            "reading": PAYER.but(kept=BY_RETENTION, kind=Kind.RECORD),
            "uploaded_by imported_by": RECORDED,
        },
        "exhibitors.StatementLine": {
            "identity end_to_end bank_reference entry_reference": None,
            "payer payer_account text": PAYER.but(kind=Kind.RECORD),
            "reason": WORDS,
        },
        "exhibitors.Approval": {
            "terms": BILLED.but(why=_("Says what was agreed, such as to whom money goes."), kind=Kind.RECORD),
            "reason answer": WORDS,
            **acted("proposed_by", "decided_by"),
        },
        "exhibitors.BooksClosing": {"changed_by": RECORDED},
        "exhibitors.JournalExport": {"made_by": RECORDED},
        "exhibitors.Payment": {
            "currency": None,
            "payer payer_account text": PAYER.but(kind=Kind.RECORD),
            "recorded_by cancelled_by": RECORDED,
            "reason": WORDS,
        },
        "exhibitors.Allocation": {"made_by": RECORDED},
        "exhibitors.Refund": {"reason": WORDS, "made_by": RECORDED},
        "exhibitors.LedgerCodes": {
            "consultant client receivable revenue tax bank advance fee rounding clearing": None,
            "first_debtor chart damages": None,
        },
        "exhibitors.TreatmentCodes": {"revenue advance key": None},
        "exhibitors.CardPayment": {"currency": None, "started_by": RECORDED.but(whose=ACCOUNTS)},
        "exhibitors.RateCard": acted("published_by"),
        "exhibitors.RateRule": {"name name_zh only_one_of": None},
        "exhibitors.PublishedFigure": {"source source_zh link reason": None, **acted("stated_by")},
        "exhibitors.UpperDeck": {
            "drawing drawing_title note": WORDS.but(of="requested_by"),
            "reason checked": WORDS,
            **acted("requested_by", "decided_by"),
        },
        "exhibitors.Question": {"text_en text_zh choices_en choices_zh": None},
        "exhibitors.Answer": {
            "value file_title": WORDS.but(of="answered_by"),
            **acted("answered_by"),
        },
        "exhibitors.DayDigest": {"root salt previous digest": None},
        "exhibitors.ReconciliationRun": {"proof differences": None, **acted("ran_by")},
        "exhibitors.Roadshow": {"title title_zh city city_zh venue venue_zh host host_zh text text_zh": None},
        "exhibitors.RoadshowReport": {"city": None, "reason": WORDS, **acted("reported_by")},
        "exhibitors.RoadshowRegistration": {
            "name": VISITOR.but(kind=Kind.NAME),
            "email": VISITOR,
            "company_name normalized_name language": None,
        },
        "exhibitors.EditionTerms": {"text text_zh": None, **acted("published_by")},
        "exhibitors.TermsAcceptance": {"name": SIGNED.but(kind=Kind.NAME), "address": SIGNED, **acted("person")},
        "exhibitors.Offer": {
            "currency tax_note tax_note_zh text digest": None,
            "reason": WORDS,
            **acted("made_by", "answered_by"),
        },
        "exhibitors.OfferLine": {"booth name name_zh words words_zh": None},
        "exhibitors.OfferAcceptance": {
            "digest": None,
            "name": SIGNED.but(kind=Kind.NAME),
            "email code_email address": SIGNED,
            "user_agent": SIGNED.but(kind=Kind.DEVICE),
            **acted("person"),
        },
        "exhibitors.Contract": {
            "text digest signed_digest": None,
            "file signed_file": AGREED.but(kind=Kind.FILE),
            "reason": WORDS,
        },
        "exhibitors.Instalment": {"term": None},
        "exhibitors.SignedCopy": {
            "file": AGREED.but(kind=Kind.FILE),
            "title digest": None,
            "name": AGREED.but(kind=Kind.NAME, of="uploaded_by"),
            "address": AGREED.but(of="uploaded_by"),
            "user_agent": AGREED.but(kind=Kind.DEVICE, of="uploaded_by"),
            "reason": WORDS,
            **acted("uploaded_by", "decided_by"),
        },
        "exhibitors.Signature": {
            "digest": None,
            "name drawing": SIGNED.but(kind=Kind.NAME),
            "email code_email address": SIGNED,
            "user_agent": SIGNED.but(kind=Kind.DEVICE),
            **acted("person"),
        },
        "exhibitors.AcceptanceCode": {
            "person": SIGNING,
            "email code_hash": SIGNING.but(of="person"),
            "digest": None,
        },
        "exhibitors.SigningCode": {
            "person": SIGNING,
            "email code_hash": SIGNING.but(of="person"),
            "digest": None,
        },
        "exhibitors.IssuedPdf": {
            "number language digest": None,
            "file": BILLED.but(kind=Kind.FILE),
        },
        "exhibitors.Cancellation": {"currency": None, "reason": WORDS, **acted("settled_by")},
        "exhibitors.Amendment": {"returned taken": None, "reason": WORDS, **acted("made_by")},
        "exhibitors.ReductionRequest": {
            "returned taken currency": None,
            "reason answer": WORDS,
            **acted("made_by", "decided_by"),
        },
        "exhibitors.CompanyCharge": {"name": None},
        "exhibitors.SalesSettings": {"country schedule levels cancellation": None},
        "exhibitors.DailySnapshot": {"source": None},
    }
)

from exhibitors.bookings.blocks.models import Block, BlockApplication
from exhibitors.bookings.co_exhibitors.models import CoExhibitor
from exhibitors.bookings.handling.models import BookingComment, BookingNote, ReviewAssignment
from exhibitors.bookings.issued_pdfs.models import IssuedPdf
from exhibitors.bookings.models import ApiRequest, Booking, ConfirmationLetter, EditionInUse, SpaceRequest, UpperDeck
from exhibitors.bookings.questions.models import Answer, Question
from exhibitors.bookings.totals.models import DailySnapshot, SpaceMovement, SpaceTotal
from exhibitors.companies.company_contacts.models import CompanyContact
from exhibitors.companies.company_ownership.models import OwnershipRequest
from exhibitors.companies.mandates.models import Mandate
from exhibitors.companies.models import Company, CompanyInvitation, Membership, NameChange, Participation
from exhibitors.companies.office_notes.models import CompanyNote, CompanyTask, OfficeRecord
from exhibitors.money.approvals.models import Approval
from exhibitors.money.books.models import BooksClosing, ExportedLine, JournalExport
from exhibitors.money.invoices.models import (
    BillingParty,
    BillingShare,
    DueDateExtension,
    EInvoice,
    Fapiao,
    Invoice,
    InvoiceLine,
    InvoiceSeries,
    InvoiceTax,
    JournalEntry,
    JournalLine,
    Seller,
    TaxRule,
    Transmission,
    VatCheck,
)
from exhibitors.money.payments.models import (
    Allocation,
    BankAccount,
    BankStatement,
    CardPayment,
    Debtor,
    DebtorSeries,
    LedgerCodes,
    Payment,
    Payout,
    Refund,
    StatementLine,
    TreatmentCodes,
)
from exhibitors.money.sales.models.contracts import Amendment, Contract, Instalment, Signature, SignedCopy
from exhibitors.money.sales.models.money import Cancellation, CompanyCharge, Reminder, ScheduledInvoice
from exhibitors.money.sales.models.offers import Offer, OfferAcceptance, OfferLine
from exhibitors.money.sales.models.reductions import ReductionRequest
from exhibitors.money.sales.models.settings import SalesSettings
from exhibitors.money.sales.models.signing import AcceptanceCode, SigningCode
from exhibitors.office.bulk_decisions.models import BulkDecision, BulkDecisionItem
from exhibitors.office.company_merges.models import CompanyMerge
from exhibitors.office.mailings.models import Mailing, MailingRecipient
from exhibitors.office.reconciliation.models import DayDigest, ReconciliationRun
from exhibitors.pricing.models import RateCard, RateRule
from exhibitors.pricing.terms.models import EditionTerms, TermsAcceptance
from exhibitors.promotion.area_members.models import ThemedAreaMember
from exhibitors.promotion.bulletins.models import Bulletin, BulletinFigure, BulletinPicture
from exhibitors.promotion.catalogue.models import Exhibit, ExhibitPicture
from exhibitors.promotion.deals.models import Deal, DealCount, ExchangeRate
from exhibitors.promotion.published_figures.models import BOUNDS, PublishedFigure
from exhibitors.promotion.roadshows.models import Roadshow, RoadshowRegistration, RoadshowReport

__all__ = [
    "BOUNDS",
    "AcceptanceCode",
    "Allocation",
    "Amendment",
    "Answer",
    "ApiRequest",
    "Approval",
    "BankAccount",
    "BankStatement",
    "BillingParty",
    "BillingShare",
    "Block",
    "BlockApplication",
    "Booking",
    "BookingComment",
    "BookingNote",
    "BooksClosing",
    "BulkDecision",
    "BulkDecisionItem",
    "Bulletin",
    "BulletinFigure",
    "BulletinPicture",
    "Cancellation",
    "CardPayment",
    "CoExhibitor",
    "Company",
    "CompanyCharge",
    "CompanyContact",
    "CompanyInvitation",
    "CompanyMerge",
    "CompanyNote",
    "CompanyTask",
    "ConfirmationLetter",
    "Contract",
    "DailySnapshot",
    "DayDigest",
    "Deal",
    "DealCount",
    "Debtor",
    "DebtorSeries",
    "DueDateExtension",
    "EInvoice",
    "EditionInUse",
    "EditionTerms",
    "ExchangeRate",
    "Exhibit",
    "ExhibitPicture",
    "ExportedLine",
    "Fapiao",
    "Instalment",
    "Invoice",
    "InvoiceLine",
    "InvoiceSeries",
    "InvoiceTax",
    "IssuedPdf",
    "JournalEntry",
    "JournalExport",
    "JournalLine",
    "LedgerCodes",
    "Mailing",
    "MailingRecipient",
    "Mandate",
    "Membership",
    "NameChange",
    "Offer",
    "OfferAcceptance",
    "OfferLine",
    "OfficeRecord",
    "OwnershipRequest",
    "Participation",
    "Payment",
    "Payout",
    "PublishedFigure",
    "Question",
    "RateCard",
    "RateRule",
    "ReconciliationRun",
    "ReductionRequest",
    "Refund",
    "Reminder",
    "ReviewAssignment",
    "Roadshow",
    "RoadshowRegistration",
    "RoadshowReport",
    "SalesSettings",
    "ScheduledInvoice",
    "Seller",
    "Signature",
    "SignedCopy",
    "SigningCode",
    "SpaceMovement",
    "SpaceRequest",
    "SpaceTotal",
    "StatementLine",
    "TaxRule",
    "TermsAcceptance",
    "ThemedAreaMember",
    "Transmission",
    "TreatmentCodes",
    "UpperDeck",
    "VatCheck",
]

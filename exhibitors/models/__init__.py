from exhibitors.approvals.models import Approval
from exhibitors.area_members.models import ThemedAreaMember
from exhibitors.blocks.models import Block, BlockApplication
from exhibitors.bookings.models import ApiRequest, Booking, ConfirmationLetter, EditionInUse, SpaceRequest, UpperDeck
from exhibitors.books.models import BooksClosing, ExportedLine, JournalExport
from exhibitors.bulk_decisions.models import BulkDecision, BulkDecisionItem
from exhibitors.bulletins.models import Bulletin, BulletinFigure, BulletinPicture
from exhibitors.catalogue.models import Exhibit, ExhibitPicture
from exhibitors.co_exhibitors.models import CoExhibitor
from exhibitors.companies.models import Company, CompanyInvitation, Membership, NameChange, Participation
from exhibitors.company_contacts.models import CompanyContact
from exhibitors.company_merges.models import CompanyMerge
from exhibitors.company_ownership.models import OwnershipRequest
from exhibitors.deals.models import Deal, DealCount, ExchangeRate
from exhibitors.handling.models import BookingComment, BookingNote, ReviewAssignment
from exhibitors.invoices.models import (
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
from exhibitors.issued_pdfs.models import IssuedPdf
from exhibitors.mailings.models import Mailing, MailingRecipient
from exhibitors.mandates.models import Mandate
from exhibitors.payments.models import (
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
from exhibitors.pricing.models import RateCard, RateRule
from exhibitors.published_figures.models import BOUNDS, PublishedFigure
from exhibitors.questions.models import Answer, Question
from exhibitors.reconciliation.models import DayDigest, ReconciliationRun
from exhibitors.roadshows.models import Roadshow, RoadshowRegistration, RoadshowReport
from exhibitors.sales.models.contracts import Amendment, Contract, Instalment, Signature, SignedCopy
from exhibitors.sales.models.money import Cancellation, CompanyCharge, Reminder, ScheduledInvoice
from exhibitors.sales.models.offers import Offer, OfferAcceptance, OfferLine
from exhibitors.sales.models.reductions import ReductionRequest
from exhibitors.sales.models.settings import SalesSettings
from exhibitors.sales.models.signing import AcceptanceCode, SigningCode
from exhibitors.terms.models import EditionTerms, TermsAcceptance
from exhibitors.totals.models import DailySnapshot, SpaceMovement, SpaceTotal

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

"""Every address of the organizer's pages, visited by every role."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.mail.models import HeldLetter
from ciie.uploads.documents import accept_document
from ciie.uploads.pictures import accept_picture
from exhibitors.bookings.blocks.models import Block
from exhibitors.bookings.models import UpperDeck
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.questions.operations import Terms, answer_questions, ask_question
from exhibitors.bookings.questions.states import QuestionKind
from exhibitors.bookings.upper_decks.operations import request_deck
from exhibitors.companies.company_contacts.models import CompanyContact
from exhibitors.companies.company_contacts.operations import ContactRecord, add_contact
from exhibitors.companies.company_ownership.models import OwnershipRequest
from exhibitors.companies.company_ownership.operations import request_ownership
from exhibitors.companies.mandates.models import Mandate
from exhibitors.companies.mandates.operations import send_mandate
from exhibitors.companies.models import Company, CompanyInvitation, NameChange
from exhibitors.companies.office_notes.models import CompanyNote, CompanyTask
from exhibitors.companies.operations import change_company, invite_colleague
from exhibitors.companies.states import CompanyRole
from exhibitors.money.invoices.models import BillingParty, Fapiao, Invoice, TaxRule, Transmission
from exhibitors.money.invoices.states import TransmissionState, Way
from exhibitors.money.sales.models.contracts import SignedCopy
from exhibitors.money.sales.models.money import Cancellation
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.reductions import ReductionRequest
from exhibitors.money.sales.operations.signing import (
    send_signed_copy,
)
from exhibitors.office.bulk_decisions.operations import start_bulk_decision
from exhibitors.office.bulk_decisions.states import BulkKind
from exhibitors.office.company_merges.models import CompanyMerge
from exhibitors.office.company_merges.operations import merge_companies
from exhibitors.office.imports import urls as imports
from exhibitors.office.imports.views.floor_plans import BACKGROUNDS
from exhibitors.office.mailings.operations import Text, draft_mailing
from exhibitors.pricing.models import RateRule
from exhibitors.pricing.operations import add_rule, draft_rate_card
from exhibitors.pricing.rate_cards import Basis, RuleKind
from exhibitors.pricing.terms.operations import draft_terms
from exhibitors.promotion.area_members.operations import add_area_member
from exhibitors.promotion.bulletins.models import Bulletin
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.deals.models import Deal, ExchangeRate
from exhibitors.promotion.published_figures.models import PublishedFigure
from exhibitors.promotion.roadshows.models import Roadshow
from exhibitors.promotion.roadshows.operations import close_roadshow
from exhibitors.urls import organizer as organizer_urls
from pavilions.floor.editions import urls as editions
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.floor.staff import urls as staff
from pavilions.floor.staff.models import StaffInvitation
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.operations.national_pavilions import change_stage
from pavilions.national.national_pavilions.operations.pavilion_designs import send_design
from pavilions.national.national_pavilions.operations.pavilion_managers import invite_manager
from pavilions.national.national_pavilions.operations.pavilion_profiles import ContactTerms, add_picture, note_contact
from pavilions.national.national_pavilions.states import ContactKind
from pavilions.plans.plan_files.models import ImportRun
from pavilions.plans.publishing.models import PlanPublication, PlanSafetyReport
from pavilions.plans.safety.documents.report import report_of
from pavilions.plans.safety.operations import choose_rules, load_rule_set
from pavilions.plans.safety.queries import check_plan
from pavilions.plans.simulation.models import PlanSimulation
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.plans.venue.operations import keep_sheet
from pavilions.states import OrganizerRole, PavilionStage
from pavilions.texts.countries import urls as country_names
from pavilions.urls import pavilion, plans, sector_pages
from tests.ciie.uploads.pictures import upload, written
from tests.clients import signed_in
from tests.exhibitors.area_members.areas import area_in
from tests.exhibitors.blocks.blocks import Scene
from tests.exhibitors.bulletins.bulletins import drafted as drafted_bulletin
from tests.exhibitors.catalogue.exhibits import claimed
from tests.exhibitors.deals.deals import drafted, rate
from tests.exhibitors.expo import booked
from tests.exhibitors.invoices.fapiaos import requested as requested_fapiao
from tests.exhibitors.invoices.invoices import billable
from tests.exhibitors.invoices.invoices import issued as issued_invoice
from tests.exhibitors.office_notes.notes import noted, tasked
from tests.exhibitors.payments.addresses import MONEY_ADDRESSES, MONEY_POSTED, money_arguments
from tests.exhibitors.pricing.cards import terms as rule_terms
from tests.exhibitors.published_figures.figures import publish
from tests.exhibitors.roadshows.roadshows import opened
from tests.exhibitors.sales.contracts import asked_for_less, cancelled_with_a_fee, contracted, scan
from tests.exhibitors.sales.offers import offered
from tests.exhibitors.upper_decks.decks import DECK
from tests.factories import (
    NOON,
    AppointmentFactory,
    BoothFactory,
    CompanyFactory,
    NationalPavilionFactory,
    UserFactory,
    organizer,
    owner_of,
)
from tests.lasting_rows import Keep, LastingWorld
from tests.pavilions.national_pavilions.national import pdf, picture

pytestmark = pytest.mark.usefixtures("without_menus")

ORGANIZERS = {"director", "reviewer", "floor_planner", "finance", "admin"}
DIRECTING = {"director", "admin"}
PLANNING = {"director", "floor_planner", "admin"}
PRICING = {"director", "finance", "admin"}
PROMOTING = {"director", "reviewer", "admin"}
EVERYBODY = {*ORGANIZERS, "exhibitor", "manager", "newcomer"}

AT_PAVILION = {*ORGANIZERS, "manager"}
"""Who opens a pavilion's own desk; what may be done there is refused by each operation, in a sentence."""

WHO_OPENS: dict[str, set[str]] = {
    "organizer:dashboard": ORGANIZERS,
    "organizer:launch": ORGANIZERS,
    "organizer:launch_open": DIRECTING,
    "organizer:totals_export": ORGANIZERS,
    "organizer:reconciliation": ORGANIZERS,
    "organizer:figures": ORGANIZERS,
    "organizer:figure": ORGANIZERS,
    "organizer:figure_export": ORGANIZERS,
    "organizer:published_figures": ORGANIZERS,
    "organizer:published_figures_export": ORGANIZERS,
    "organizer:published_figure": ORGANIZERS,
    "organizer:figure_publish": DIRECTING,
    "organizer:company_checks": ORGANIZERS,
    "organizer:company_verify": ORGANIZERS,
    "organizer:company_refuse": ORGANIZERS,
    "organizer:company_end_claims": DIRECTING,
    "organizer:company_allow_claims": ORGANIZERS,
    "organizer:queue": ORGANIZERS,
    "organizer:bookings": ORGANIZERS,
    "organizer:bookings_export": ORGANIZERS,
    "organizer:booths_export": ORGANIZERS,
    "organizer:unusual_claims": ORGANIZERS,
    "organizer:end_several": DIRECTING,
    "organizer:bulk_decision": ORGANIZERS,
    "organizer:bulk_decision_resume": ORGANIZERS,
    "organizer:offers_make": PRICING,
    "organizer:approve_several": ORGANIZERS,
    "organizer:place_several": ORGANIZERS,
    "organizer:review": ORGANIZERS,
    "organizer:reviewer": ORGANIZERS,
    "organizer:booking_note": ORGANIZERS,
    "organizer:booking_comment": ORGANIZERS,
    "organizer:revenue": ORGANIZERS,
    "organizer:revenue_export": ORGANIZERS,
    "organizer:revenue_bookings": ORGANIZERS,
    "organizer:revenue_bookings_export": ORGANIZERS,
    "organizer:mail_batches": ORGANIZERS,
    "organizer:mail_batch": ORGANIZERS,
    "organizer:mail_batch_export": ORGANIZERS,
    "organizer:mail_batch_letter": ORGANIZERS,
    "organizer:mail_batch_file": ORGANIZERS,
    "organizer:mail_batch_name": PRICING,
    "organizer:mail_batch_release": PRICING,
    "organizer:mail_batch_letters": PRICING,
    "organizer:mail_undelivered": ORGANIZERS,
    "organizer:mail_send_again": PRICING,
    "organizer:mail_found_delivered": PRICING,
    "organizer:mailings": ORGANIZERS,
    "organizer:mailing_write": DIRECTING,
    "organizer:mailing": ORGANIZERS,
    "organizer:mailing_edit": DIRECTING,
    "organizer:mailing_test": DIRECTING,
    "organizer:mailing_send": DIRECTING,
    "organizer:mailing_discard": DIRECTING,
    "organizer:mailing_recipients_export": ORGANIZERS,
    "organizer:upper_decks": ORGANIZERS,
    "organizer:upper_decks_export": ORGANIZERS,
    "organizer:upper_deck": ORGANIZERS,
    "organizer:upper_deck_drawing": ORGANIZERS,
    "organizer:upper_deck_decide": ORGANIZERS,
    "organizer:questions": ORGANIZERS,
    "organizer:question_ask": DIRECTING,
    "organizer:answers": ORGANIZERS,
    "organizer:answers_export": ORGANIZERS,
    "organizer:answer_file": ORGANIZERS,
    "organizer:question": DIRECTING,
    "organizer:question_withdraw": DIRECTING,
    "organizer:assign": ORGANIZERS,
    "organizer:decide": ORGANIZERS,
    "organizer:booths": ORGANIZERS,
    "organizer:booth": ORGANIZERS,
    "organizer:block": PLANNING,
    "organizer:unblock": PLANNING,
    "organizer:pavilion_plan": DIRECTING,
    "organizer:pavilion_plan_give": DIRECTING,
    "organizer:pavilion_plan_draw": DIRECTING,
    "organizer:area_host": PLANNING,
    "organizer:area_members": ORGANIZERS,
    "organizer:area_members_export": ORGANIZERS,
    "organizer:area_member_remove": PLANNING,
    "organizer:hall": ORGANIZERS,
    "organizer:companies": ORGANIZERS,
    "organizer:companies_export": ORGANIZERS,
    "organizer:company": ORGANIZERS,
    "organizer:company_edit": DIRECTING,
    "organizer:company_office": {*ORGANIZERS} - {"floor_planner"},
    "organizer:company_note": ORGANIZERS,
    "organizer:company_note_correct": set(),  # only its author, whom nobody here is
    "organizer:company_note_remove": ORGANIZERS,
    "organizer:company_task": ORGANIZERS,
    "organizer:company_task_change": ORGANIZERS,
    "organizer:company_task_finish": ORGANIZERS,
    "organizer:company_task_reopen": ORGANIZERS,
    "organizer:company_task_remove": ORGANIZERS,
    "organizer:company_invite": DIRECTING,
    "organizer:company_invitation_withdraw": DIRECTING,
    "organizer:ownership_grant": ORGANIZERS,
    "organizer:ownership_decline": ORGANIZERS,
    "organizer:ownership_object": ORGANIZERS,
    "organizer:name_change_accept": ORGANIZERS,
    "organizer:name_change_decline": ORGANIZERS,
    "organizer:company_domains": ORGANIZERS,
    "organizer:mandates": PROMOTING,
    "organizer:mandate_file": PROMOTING,
    "organizer:mandate_accept": PROMOTING,
    "organizer:mandate_refuse": PROMOTING,
    "organizer:contacts": ORGANIZERS,
    "organizer:contacts_export": ORGANIZERS,
    "organizer:company_contacts": ORGANIZERS,
    "organizer:company_contact": DIRECTING,
    "organizer:company_contact_remove": DIRECTING,
    "organizer:company_merge_choose": DIRECTING,
    "organizer:company_merge": DIRECTING,
    "organizer:company_merge_undo": DIRECTING,
    "organizer:hall_export": ORGANIZERS,
    "organizer:shared_blocks": ORGANIZERS,
    "organizer:shared_blocks_export": ORGANIZERS,
    "organizer:shared_block": ORGANIZERS,
    "organizer:block_open": DIRECTING | {"reviewer"},
    "organizer:co_exhibitors": ORGANIZERS,
    "organizer:co_exhibitors_export": ORGANIZERS,
    "organizer:nations": ORGANIZERS,
    "organizer:nations_export": ORGANIZERS,
    "organizer:nation": ORGANIZERS,
    "organizer:invoices": PRICING,
    "organizer:invoices_export": PRICING,
    "organizer:invoice_drafts": PRICING,
    "organizer:fapiaos": PRICING,
    "organizer:fapiaos_export": PRICING,
    "organizer:fapiao_record": PRICING,
    "organizer:fapiao_red_letter": PRICING,
    "organizer:invoice_series": PRICING,
    "organizer:seller": PRICING,
    "organizer:invoice_taxes": PRICING,
    "organizer:invoice_tax_add": PRICING,
    "organizer:invoice_taxes_load": PRICING,
    "organizer:invoice_tax": PRICING,
    "organizer:invoice_tax_move": PRICING,
    "organizer:invoice_tax_remove": PRICING,
    "organizer:invoice": PRICING,
    "organizer:invoice_issue": PRICING,
    "organizer:invoice_discard": PRICING,
    "organizer:invoice_credit": PRICING,
    "organizer:invoice_transmit": PRICING,
    "organizer:transmission_record": PRICING,
    "organizer:rate_corrections": PRICING,
    "organizer:rate_correct": PRICING,
    "organizer:invoice_new": PRICING,
    **{f"organizer:{name}": {"finance", "director", "admin"} for name in MONEY_ADDRESSES},
    "organizer:offers": ORGANIZERS,
    "organizer:offers_export": ORGANIZERS,
    "organizer:offer": ORGANIZERS,
    "organizer:offer_make": PRICING,
    "organizer:offer_extend": PRICING,
    "organizer:offer_withdraw": PRICING,
    "organizer:contracts": ORGANIZERS,
    "organizer:contracts_export": ORGANIZERS,
    "organizer:contract": ORGANIZERS,
    "organizer:contract_pdf": ORGANIZERS,
    "organizer:contract_copy": ORGANIZERS,
    "organizer:contract_copy_accept": PRICING,
    "organizer:contract_copy_reject": PRICING,
    "organizer:contract_extend": PRICING,
    "organizer:contract_reduce": PRICING,
    "organizer:contract_withdraw": PRICING,
    "organizer:reduction_requests": ORGANIZERS,
    "organizer:reduction_requests_export": ORGANIZERS,
    "organizer:reduction_request": ORGANIZERS,
    "organizer:reduction_accept": PRICING,
    "organizer:reduction_refuse": PRICING,
    "organizer:late": PRICING,
    "organizer:late_export": PRICING,
    "organizer:invoice_extend": PRICING,
    "organizer:cancellations": PRICING,
    "organizer:cancellations_export": PRICING,
    "organizer:cancellation": PRICING,
    "organizer:sales_settings": ORGANIZERS,
    "organizer:sales_settings_change": PRICING,
    "organizer:sales_settings_rows": PRICING,
    "organizer:take_over": DIRECTING,
    "organizer:prices": ORGANIZERS,
    "organizer:rate_card_draft": PRICING,
    "organizer:price_preview": ORGANIZERS,
    "organizer:price_comparison": ORGANIZERS,
    "organizer:price_comparison_export": ORGANIZERS,
    "organizer:rate_card": ORGANIZERS,
    "organizer:rate_card_export": ORGANIZERS,
    "organizer:rate_card_file": PRICING,
    "organizer:rate_card_publish": PRICING,
    "organizer:rate_card_discard": PRICING,
    "organizer:rate_rule_add": PRICING,
    "organizer:rate_rule": PRICING,
    "organizer:rate_rule_move": PRICING,
    "organizer:rate_rule_remove": PRICING,
    "organizer:company_small": PRICING | {"reviewer"},
    "organizer:terms": ORGANIZERS,
    "organizer:terms_draft": DIRECTING,
    "organizer:terms_edit": DIRECTING,
    "organizer:terms_file": ORGANIZERS,
    "organizer:terms_publish": DIRECTING,
    "organizer:terms_discard": DIRECTING,
    "organizer:deals": ORGANIZERS,
    "organizer:deals_export": ORGANIZERS,
    "organizer:deal": ORGANIZERS,
    "organizer:deal_decide": ORGANIZERS,
    "organizer:rates": ORGANIZERS,
    "organizer:rate": PRICING,
    "organizer:rate_recount": PRICING,
    "organizer:exhibits": ORGANIZERS,
    "organizer:exhibits_export": ORGANIZERS,
    "organizer:debut_claims": ORGANIZERS,
    "organizer:exhibit": ORGANIZERS,
    "organizer:exhibit_decide": ORGANIZERS,
    "organizer:roadshows": ORGANIZERS,
    "organizer:roadshows_export": ORGANIZERS,
    "organizer:roadshow_plan": PROMOTING,
    "organizer:roadshow": ORGANIZERS,
    "organizer:roadshow_edit": PROMOTING,
    "organizer:roadshow_correct": PROMOTING,
    "organizer:roadshow_move": PROMOTING,
    "organizer:registrations_export": PROMOTING,
    "organizer:bulletins": ORGANIZERS,
    "organizer:bulletin": ORGANIZERS,
    "organizer:bulletin_move": ORGANIZERS,
    "organizer:bulletin_issue": ORGANIZERS,
    "organizer:bulletin_correct": ORGANIZERS,
    "organizer:bulletin_picture": ORGANIZERS,
    "imports:list": ORGANIZERS,
    "imports:upload": ORGANIZERS - {"finance"},
    "imports:similar": DIRECTING | {"reviewer"},
    "imports:run": DIRECTING | {"reviewer"},
    "imports:background": PLANNING,
    "imports:again": DIRECTING | {"reviewer"},
    "imports:rejected": DIRECTING | {"reviewer"},
    "staff:list": ORGANIZERS,
    **dict.fromkeys(
        (f"staff:{name}" for name in ("access", "access_export", "permissions", "permissions_export")), DIRECTING
    ),
    "staff:invite": DIRECTING,
    "staff:accept": set(),  # only the person invited; another test goes there
    "staff:withdraw": DIRECTING,
    "staff:limit": DIRECTING,
    "staff:end": DIRECTING,
    "country_names:list": DIRECTING,
    "country_names:export": DIRECTING,
    "country_names:edit": DIRECTING,
    "country_names:reset": DIRECTING,
    "hall_plans:list": ORGANIZERS,
    "hall_plans:export": ORGANIZERS,
    "hall_plans:generate": PLANNING,
    "hall_plans:proposals": PLANNING,
    "hall_plans:draft": PLANNING,
    "hall_plans:add_hall": PLANNING,
    "hall_plans:sheet": PLANNING,
    "hall_plans:hall": PLANNING,
    "hall_plans:trace": PLANNING,
    "hall_plans:trace_sheet": PLANNING,
    "hall_plans:discard": PLANNING,
    "hall_plans:safety_report": ORGANIZERS,
    "hall_plans:simulations": ORGANIZERS,
    "hall_plans:simulation": ORGANIZERS,
    "edition:list": ORGANIZERS,
    "edition:detail": ORGANIZERS,
    "edition:add": DIRECTING,
    "edition:edit": DIRECTING,
    "edition:status": DIRECTING,
    "edition:capacity": PLANNING,
    "edition:capacity_add": PLANNING,
    "sectors:list": ORGANIZERS,
    "sectors:add": DIRECTING,
    "sectors:edit": DIRECTING,
    "pavilion:list": ORGANIZERS,
    "pavilion:table": ORGANIZERS,
    "pavilion:export": ORGANIZERS,
    "pavilion:history": ORGANIZERS,
    "pavilion:history_export": ORGANIZERS,
    "pavilion:deadlines": DIRECTING,
    "pavilion:invite": DIRECTING,
    "pavilion:show": ORGANIZERS,
    "pavilion:move": DIRECTING,
    "pavilion:end": DIRECTING,
    "pavilion:take_back_decline": DIRECTING,
    "pavilion:set_due": DIRECTING,
    "pavilion:honour": DIRECTING,
    "pavilion:give": DIRECTING,
    "pavilion:give_area": DIRECTING,
    "pavilion:take_back": DIRECTING,
    "pavilion:invite_person": DIRECTING,
    "pavilion:withdraw_invitation": DIRECTING,
    "pavilion:dismiss": DIRECTING,
    "pavilion:mine": {"manager"},
    "pavilion:accept": set(),  # only the person invited; another test goes there
    "pavilion:home": AT_PAVILION,
    "pavilion:profile": AT_PAVILION,
    "pavilion:profile_in": AT_PAVILION,
    "pavilion:pictures": AT_PAVILION,
    "pavilion:describe": AT_PAVILION,
    "pavilion:move_picture": AT_PAVILION,
    "pavilion:designs": AT_PAVILION,
    "pavilion:design_file": AT_PAVILION,
    "pavilion:move_design": AT_PAVILION,
    "pavilion:contacts": AT_PAVILION,
    "pavilion:contact": AT_PAVILION,
    "pavilion:drop_contact": AT_PAVILION,
    "pavilion:tasks": AT_PAVILION,
    "pavilion:move_task": AT_PAVILION,
    "pavilion:space": AT_PAVILION,
}
OF_CONTRACTS = ("", "_pdf", "_extend", "_reduce", "_withdraw", "_copy_accept", "_copy_reject")
AT_DESKS = {name for name, roles in WHO_OPENS.items() if roles == AT_PAVILION}
POSTED = {
    "organizer:company_note",
    "organizer:company_note_remove",
    "organizer:company_task",
    "organizer:company_task_finish",
    "organizer:company_task_reopen",
    "organizer:company_task_remove",
    "organizer:company_invite",
    "organizer:company_invitation_withdraw",
    "organizer:ownership_grant",
    "organizer:ownership_decline",
    "organizer:ownership_object",
    "organizer:name_change_accept",
    "organizer:name_change_decline",
    "organizer:company_domains",
    "organizer:mandate_accept",
    "organizer:mandate_refuse",
    "organizer:company_merge_undo",
    "organizer:company_contact_remove",
    "organizer:company_verify",
    "organizer:company_refuse",
    "organizer:company_allow_claims",
    "organizer:area_member_remove",
    "organizer:deal_decide",
    "organizer:rate_recount",
    "organizer:exhibit_decide",
    "organizer:fapiao_record",
    "organizer:fapiao_red_letter",
    "organizer:invoice_taxes_load",
    "organizer:invoice_tax_move",
    "organizer:invoice_tax_remove",
    "organizer:invoice_issue",
    "organizer:invoice_discard",
    "organizer:invoice_credit",
    "organizer:invoice_transmit",
    "organizer:transmission_record",
    "organizer:rate_correct",
    "organizer:offer_extend",
    "organizer:offer_withdraw",
    "organizer:contract_copy_accept",
    "organizer:contract_copy_reject",
    "organizer:contract_extend",
    "organizer:contract_reduce",
    "organizer:contract_withdraw",
    "organizer:reduction_accept",
    "organizer:reduction_refuse",
    "organizer:rate_card_draft",
    "organizer:rate_card_publish",
    "organizer:rate_card_discard",
    "organizer:rate_rule_move",
    "organizer:rate_rule_remove",
    "organizer:company_small",
    "organizer:terms_draft",
    "organizer:terms_publish",
    "organizer:terms_discard",
    "organizer:roadshow_move",
    "organizer:bulletin_move",
    "organizer:bulletin_issue",
    "organizer:bulletin_correct",
    "organizer:bulletin_picture",
    "organizer:decide",
    "organizer:upper_deck_decide",
    "organizer:reviewer",
    "organizer:question_withdraw",
    "organizer:bulk_decision_resume",
    "organizer:mail_batch_name",
    "organizer:mail_batch_release",
    "organizer:mail_batch_letters",
    "organizer:mail_send_again",
    "organizer:mail_found_delivered",
    "organizer:mailing_test",
    "organizer:mailing_send",
    "organizer:mailing_discard",
    "organizer:booking_note",
    "organizer:booking_comment",
    "organizer:block",
    "organizer:unblock",
    "staff:withdraw",
    "staff:end",
    "country_names:reset",
    "edition:status",
    "edition:capacity",
    "organizer:launch_open",
    "hall_plans:discard",
    *(f"pavilion:{name}" for name in ("move", "set_due", "honour", "give_area", "take_back", "invite_person")),
    "pavilion:take_back_decline",
    *(f"pavilion:{name}" for name in ("withdraw_invitation", "dismiss", "describe", "move_picture")),
    *(f"pavilion:{name}" for name in ("move_design", "drop_contact", "move_task")),
    "imports:again",
}
POSTED |= {f"organizer:{name}" for name in MONEY_POSTED}
OF_COMPANY = (
    "company",
    "company_verify",
    "company_refuse",
    "company_end_claims",
    "company_allow_claims",
    "company_small",
)
OF_INVOICE = ("", "_issue", "_discard", "_credit", "_transmit")
BATCH_ADDRESSES = ("", "_name", "_release", "_letters")
HIDDEN = {"staff:accept", "pavilion:mine", "pavilion:accept", *AT_DESKS}
"""Pages that are not found, rather than refused, for people who have nothing there."""


@dataclass
class World:
    booth: Booth
    pavilion: NationalPavilion
    invitation: StaffInvitation
    company_import: ImportRun
    plan_import: ImportRun
    deal: Deal
    rate: ExchangeRate
    exhibit: Exhibit
    roadshow: Roadshow
    held_roadshow: Roadshow
    bulletin: Bulletin
    rate_rule: RateRule
    contact: int
    block: Block
    area: ThemedArea
    member: int
    published_figure: int
    terms: int
    mailing: int
    question: int
    answer: int
    letter: HeldLetter
    bulk: int
    report: int
    simulation: int
    sheet: str
    limited: int

    def address(self, name: str) -> str:
        return reverse(name, kwargs=self._arguments.get(name, {}))

    @cached_property
    def _arguments(self) -> dict[str, dict[str, object]]:
        booking = self.booth.claims.get().holder_id
        company = self.booth.claims.get().holder.booking.company_id
        billed = BillingParty.objects.get(invoices__fapiaos__isnull=False)
        return {
            "organizer:totals_export": {"kind": "csv"},
            "organizer:bookings_export": {"kind": "csv"},
            "organizer:booths_export": {"kind": "csv"},
            "organizer:companies_export": {"kind": "csv"},
            "organizer:review": {"pk": booking},
            "organizer:reviewer": {"pk": booking},
            "organizer:booking_note": {"pk": booking},
            "organizer:booking_comment": {"pk": booking},
            **{f"organizer:mail_batch{part}": {"pk": self.letter.batch_id} for part in BATCH_ADDRESSES},
            "organizer:revenue_export": {"kind": "csv"},
            "organizer:revenue_bookings_export": {"kind": "csv"},
            "organizer:bulk_decision": {"pk": self.bulk},
            "organizer:bulk_decision_resume": {"pk": self.bulk},
            "organizer:mail_send_again": {"pk": 1},
            "organizer:mail_found_delivered": {"pk": 1},
            "organizer:mail_batch_export": {"pk": self.letter.batch_id, "kind": "csv"},
            "organizer:mail_batch_letter": {"pk": self.letter.pk},
            "organizer:mail_batch_file": {"pk": self.letter.pk, "position": 0},
            "organizer:mailing": {"pk": self.mailing},
            "organizer:mailing_edit": {"pk": self.mailing},
            "organizer:mailing_test": {"pk": self.mailing},
            "organizer:mailing_send": {"pk": self.mailing},
            "organizer:mailing_discard": {"pk": self.mailing},
            "organizer:mailing_recipients_export": {"pk": self.mailing, "kind": "csv"},
            "organizer:answers_export": {"kind": "csv"},
            "organizer:answer_file": {"pk": self.answer},
            "organizer:upper_decks_export": {"kind": "csv"},
            **{f"organizer:upper_deck{name}": {"pk": UpperDeck.objects.get().pk} for name in ("", "_drawing")},
            "organizer:upper_deck_decide": {"pk": UpperDeck.objects.get().pk, "name": "approve"},
            "organizer:question": {"pk": self.question},
            "organizer:question_withdraw": {"pk": self.question},
            "organizer:assign": {"pk": booking},
            "organizer:decide": {"pk": booking, "name": "reject"},
            "organizer:booth": {"pk": self.booth.pk},
            "organizer:block": {"pk": self.booth.pk},
            "organizer:unblock": {"pk": self.booth.pk},
            "organizer:pavilion_plan": {"pk": self.pavilion.pk},
            "organizer:pavilion_plan_give": {"pk": self.pavilion.pk},
            "organizer:pavilion_plan_draw": {"pk": self.pavilion.pk},
            "organizer:hall": {"name": self.booth.plan.hall.name},
            "organizer:figure": {"key": "companies"},
            "organizer:figure_export": {"key": "companies", "kind": "csv"},
            "organizer:published_figures_export": {"kind": "csv"},
            "organizer:published_figure": {"pk": self.published_figure},
            "organizer:terms_edit": {"pk": self.terms},
            "organizer:terms_file": {"pk": self.terms, "language": "en"},
            "organizer:terms_publish": {"pk": self.terms},
            "organizer:terms_discard": {"pk": self.terms},
            **{f"organizer:{name}": {"pk": company} for name in OF_COMPANY},
            "organizer:hall_export": {"name": self.booth.plan.hall.name, "kind": "csv"},
            "organizer:shared_blocks_export": {"kind": "csv"},
            "organizer:shared_block": {"pk": self.block.pk},
            "organizer:block_open": {"pk": booking},
            "organizer:co_exhibitors_export": {"kind": "csv"},
            "organizer:nations_export": {"kind": "csv"},
            "organizer:nation": {"code": "FR"},
            "imports:run": {"pk": self.company_import.pk},
            "imports:background": {"pk": self.plan_import.pk, "content_hash": "kept"},
            "imports:again": {"pk": self.company_import.pk},
            "imports:rejected": {"pk": self.company_import.pk, "kind": "csv"},
            "imports:similar": {"pk": self.company_import.pk, "kind": "csv"},
            "staff:accept": {"pk": self.invitation.pk},
            "staff:access_export": {"kind": "csv"},
            "staff:permissions_export": {"kind": "csv"},
            "staff:withdraw": {"pk": self.invitation.pk},
            "staff:limit": {"pk": self.limited},
            "staff:end": {"pk": 0},
            "country_names:export": {"kind": "csv"},
            "country_names:edit": {"code": "HK"},
            "country_names:reset": {"code": "HK"},
            "hall_plans:export": {"kind": "csv"},
            "hall_plans:draft": {"hall": self.booth.plan.hall.name},
            "hall_plans:trace_sheet": {"digest": self.sheet},
            "hall_plans:sheet": {"digest": self.sheet},
            "hall_plans:hall": {"hall": self.booth.plan.hall.name},
            "hall_plans:discard": {"pk": self.booth.plan_id},
            "hall_plans:safety_report": {"publication": self.report},
            "hall_plans:simulations": {"hall": self.booth.plan.hall.name},
            "hall_plans:simulation": {"pk": self.simulation},
            "organizer:take_over": {"number": self.booth.plan.edition.number},
            "edition:detail": {"number": self.booth.plan.edition.number},
            "edition:edit": {"number": self.booth.plan.edition.number},
            "edition:status": {"number": self.booth.plan.edition.number, "move": "close"},
            "edition:capacity": {"pk": self.booth.allotment_id},
            "edition:capacity_add": {"number": self.booth.plan.edition.number},
            "organizer:launch_open": {"number": self.booth.plan.edition.number},
            "sectors:edit": {"pk": self.booth.allotment.sector_id},
            **{f"organizer:{name}": keys for name, keys in money_arguments(self.booth.plan.edition, company).items()},
            "organizer:debtor": {"company": billed.company_id, "party": billed.pk},
            **self._of_companies(company),
            **self._at_the_fair(),
            **self._at_pavilion(),
        }

    def _of_companies(self, company: int) -> dict[str, dict[str, object]]:
        """What organizers do about the records of companies; see `records_of_companies`."""
        models = CompanyInvitation, OwnershipRequest, CompanyMerge, CompanyContact, NameChange, Mandate
        note, task = CompanyNote.objects.get().pk, CompanyTask.objects.get().pk
        found = [model._default_manager.get().pk for model in models]
        invitation, request, merge, contact, change, mandate = found
        return {
            "organizer:company_edit": {"pk": company},
            **{f"organizer:company_{part}": {"pk": company} for part in ("office", "note", "task")},
            **{f"organizer:company_note_{verb}": {"pk": note} for verb in ("correct", "remove")},
            **{f"organizer:company_task_{verb}": {"pk": task} for verb in ("change", "finish", "reopen", "remove")},
            "organizer:company_invite": {"pk": company},
            "organizer:company_invitation_withdraw": {"pk": invitation},
            "organizer:ownership_grant": {"pk": request},
            "organizer:ownership_decline": {"pk": request},
            "organizer:ownership_object": {"pk": request},
            "organizer:name_change_accept": {"pk": change},
            "organizer:name_change_decline": {"pk": change},
            "organizer:company_domains": {"pk": company},
            **{f"organizer:mandate_{step}": {"pk": mandate} for step in ("file", "accept", "refuse")},
            "organizer:contacts_export": {"kind": "csv"},
            "organizer:company_contacts": {"company": company},
            "organizer:company_contact": {"company": company, "pk": contact},
            "organizer:company_contact_remove": {"company": company, "pk": contact},
            "organizer:company_merge_choose": {"pk": company},
            "organizer:company_merge": {"pk": company, "other": OwnershipRequest.objects.get().company_id},
            "organizer:company_merge_undo": {"pk": merge},
        }

    def _at_the_fair(self) -> dict[str, dict[str, object]]:
        """Areas, prices, and what happens around the booths."""
        offer, copy = Offer.objects.earliest("pk"), SignedCopy.objects.get()
        asked = ReductionRequest.objects.get()
        return {
            "organizer:area_host": {"pk": self.area.pk},
            "organizer:area_members": {"pk": self.area.pk},
            "organizer:area_members_export": {"pk": self.area.pk, "kind": "csv"},
            "organizer:area_member_remove": {"pk": self.area.pk, "member": self.member},
            "organizer:invoices_export": {"kind": "csv"},
            "organizer:fapiaos_export": {"kind": "csv"},
            "organizer:fapiao_record": {"pk": Fapiao.objects.get().pk},
            "organizer:fapiao_red_letter": {"pk": Fapiao.objects.get().pk},
            "organizer:transmission_record": {"pk": in_flight(Invoice.objects.get()).pk},
            "organizer:rate_correct": {"pk": Invoice.objects.get().pk},
            **{f"organizer:invoice{name}": {"pk": Invoice.objects.get().pk} for name in OF_INVOICE},
            **{f"organizer:invoice_tax{name}": {"pk": TaxRule.objects.get().pk} for name in ("", "_move", "_remove")},
            "organizer:invoice_new": {"pk": Invoice.objects.get().booking_id},
            "organizer:offers_export": {"kind": "csv"},
            "organizer:sales_settings_rows": {"part": "schedule"},
            **{f"organizer:offer{name}": {"pk": offer.pk} for name in ("", "_extend", "_withdraw")},
            "organizer:offer_make": {"pk": offer.booking_id},
            "organizer:contracts_export": {"kind": "csv"},
            "organizer:contract_copy": {"pk": copy.contract_id, "copy": copy.pk},
            **{f"organizer:contract{name}": {"pk": copy.contract_id} for name in OF_CONTRACTS},
            "organizer:reduction_requests_export": {"kind": "csv"},
            **{f"organizer:reduction_{name}": {"pk": asked.pk} for name in ("request", "accept", "refuse")},
            "organizer:late_export": {"kind": "csv"},
            "organizer:cancellations_export": {"kind": "csv"},
            "organizer:cancellation": {"pk": Cancellation.objects.get().pk},
            "organizer:invoice_extend": {"pk": Invoice.objects.earliest("pk").pk},
            "organizer:price_comparison_export": {"kind": "csv"},
            "organizer:rate_card": {"pk": self.rate_rule.card_id},
            "organizer:rate_card_export": {"pk": self.rate_rule.card_id, "kind": "csv"},
            "organizer:rate_card_file": {"pk": self.rate_rule.card_id},
            "organizer:rate_card_publish": {"pk": self.rate_rule.card_id},
            "organizer:rate_card_discard": {"pk": self.rate_rule.card_id},
            "organizer:rate_rule_add": {"pk": self.rate_rule.card_id, "kind": "space"},
            "organizer:rate_rule": {"pk": self.rate_rule.pk},
            "organizer:rate_rule_move": {"pk": self.rate_rule.pk},
            "organizer:rate_rule_remove": {"pk": self.rate_rule.pk},
            "organizer:deals_export": {"kind": "csv"},
            "organizer:exhibits_export": {"kind": "csv"},
            "organizer:exhibit": {"pk": self.exhibit.pk},
            "organizer:exhibit_decide": {"pk": self.exhibit.pk, "name": "verify"},
            "organizer:deal": {"pk": self.deal.pk},
            "organizer:deal_decide": {"pk": self.deal.pk, "name": "verify"},
            "organizer:rate": {"pk": self.rate.pk},
            "organizer:rate_recount": {"pk": self.rate.pk},
            "organizer:roadshows_export": {"kind": "csv"},
            "organizer:roadshow": {"pk": self.roadshow.pk},
            "organizer:roadshow_edit": {"pk": self.roadshow.pk},
            "organizer:roadshow_correct": {"pk": self.held_roadshow.pk},
            "organizer:roadshow_move": {"pk": self.roadshow.pk, "name": "open"},
            "organizer:registrations_export": {"pk": self.roadshow.pk, "kind": "csv"},
            "organizer:bulletin": {"pk": self.bulletin.pk},
            "organizer:bulletin_move": {"pk": self.bulletin.pk, "name": "review"},
            **{f"organizer:bulletin_{name}": {"pk": self.bulletin.pk} for name in ("issue", "correct", "picture")},
        }

    def _at_pavilion(self) -> dict[str, dict[str, object]]:
        pavilion = self.pavilion
        more: dict[str, dict[str, object]] = {
            "profile_in": {"language": "en"},
            "describe": {"picture": pavilion.pictures.get().pk},
            "end": {"to": "declined"},
            "move_picture": {"picture": pavilion.pictures.get().pk, "name": "first"},
            "design_file": {"design": pavilion.designs.get().pk},
            "move_design": {"design": pavilion.designs.get().pk, "name": "withdraw"},
            "contact": {"contact": self.contact},
            "drop_contact": {"contact": self.contact},
            "move_task": {"task": pavilion.tasks.order_by("pk")[0].pk, "name": "done"},
            "withdraw_invitation": {"invitation": pavilion.invitations.get().pk},
            "dismiss": {"person": 0},
            "accept": {"pk": pavilion.invitations.get().pk},
        }
        without = {"pavilion:list", "pavilion:table", "pavilion:history", "pavilion:deadlines", "pavilion:invite"}
        exports = ("pavilion:export", "pavilion:history_export")
        kinds: dict[str, dict[str, object]] = {name: {"kind": "csv"} for name in exports}
        names = {name for name in WHO_OPENS if name.startswith("pavilion:")} - {*without, "pavilion:mine", *kinds}
        return kinds | {name: {"pk": pavilion.pk} | more.get(name.partition(":")[2], {}) for name in names}


def furnish(pavilion: NationalPavilion) -> int:
    """Give a pavilion something for each of its pages; returns the key of its contact."""
    change_stage(pavilion.pk, to=PavilionStage.CONFIRMED, actor=SYSTEM, at=NOON)
    add_picture(pavilion.pk, picture(), alt="Fields", actor=SYSTEM, at=NOON)
    send_design(pavilion.pk, pdf(), actor=SYSTEM, at=NOON)
    invite_manager(pavilion.pk, email="invited@example.org", actor=SYSTEM, at=NOON)
    terms = ContactTerms(ContactKind.PRESS, "Press", email="press@example.org")
    return note_contact(pavilion.pk, terms, actor=SYSTEM, at=NOON).pk


def a_world() -> World:
    block = Scene().block  # of an edition before the current one
    booth = BoothFactory()
    booked(booth)
    pavilion = NationalPavilionFactory(edition=booth.allotment.edition)
    invitation = StaffInvitation.objects.create(
        email="invited@example.org", role=OrganizerRole.FINANCE, invited_at=NOON, expires_at=NOON.replace(month=6)
    )
    company_import = ImportRun.objects.create(
        kind="companies",
        edition=booth.allotment.edition,
        content=b"name,city\nAlpha,Rome\n",
        report={"rejected": [[2, "Alpha", "no"]]},
        created_at=NOON,
    )
    plan_import = ImportRun.objects.create(kind="floor_plan", edition=company_import.edition, created_at=NOON)
    BACKGROUNDS.set("kept", "<svg/>")
    letter = held_approval(BoothFactory(allotment=booth.allotment))
    offered(BoothFactory(allotment=booth.allotment))
    contract = contracted(booth=BoothFactory(allotment=booth.allotment))
    signer = owner_of(contract.booking.company)
    send_signed_copy(contract.pk, name="Ana", file=scan(), actor=signer, at=NOON)
    requested_fapiao(issued_invoice(billable(edition=booth.allotment.edition)))
    cancelled_with_a_fee(contract)
    asked_for_less(contract)
    draft = draft_rate_card(booth.allotment.edition_id, actor=SYSTEM, at=NOON)
    rule = add_rule(draft.pk, rule_terms(RuleKind.SPACE, Basis.SQM, 1), actor=SYSTEM, at=NOON)
    deal, roadshow = drafted(edition=booth.allotment.edition), opened()
    exhibit = claimed(edition=booth.allotment.edition)
    contact, bulletin = furnish(pavilion), drafted_bulletin()
    over = opened(held_date=NOON.date())
    over = close_roadshow(over.pk, attendance=3, actor=SYSTEM, at=NOON)
    rows = (deal, rate(), exhibit, roadshow, over, bulletin, rule)
    area = area_in(booth.allotment.edition)
    company = booth.claims.get().holder.booking.company_id
    member = add_area_member(area.pk, company, actor=SYSTEM, at=NOON).pk
    records_of_companies(company)
    publish(booth.allotment.edition, debuts=400)
    published = PublishedFigure.objects.get().pk
    terms = draft_terms(booth.plan.edition_id, actor=SYSTEM, at=NOON).pk
    message = draft_mailing(booth.plan.edition_id, "", Text("A", "B"), actor=SYSTEM, at=NOON).pk
    asked = ask_question(booth.plan.edition_id, Terms(QuestionKind.FILE, "Drawing?"), actor=SYSTEM, at=NOON).pk
    drawing = accept_document(SimpleUploadedFile("a.pdf", b"%PDF-1.7"))
    claim = booth.claims.get()
    request_deck(claim.holder_id, claim.pk, replace(DECK, drawing=drawing), actor=SYSTEM, at=NOON)
    (answer,) = answer_questions(booth.claims.get().holder_id, {asked: drawing}, actor=SYSTEM, at=NOON)
    return World(
        *(booth, pavilion, invitation, company_import, plan_import, *rows),
        *(contact, block, area, member, published, terms, message, asked, answer.pk, letter),
        bulk=start_bulk_decision(booth.plan.edition_id, BulkKind.APPROVE, [], actor=organizer(), at=NOON).pk,
        report=safety_report_of(booth.plan),
        simulation=simulation_of(booth.plan),
        sheet=keep_sheet(accept_picture(upload(written((9, 9)))), actor=SYSTEM, at=NOON),
        limited=AppointmentFactory(role=OrganizerRole.REVIEWER).pk,
    )


@pytest.fixture(scope="module")
def lasting(keep: Keep) -> LastingWorld[World]:
    return keep(a_world)


@pytest.fixture
def world(lasting: LastingWorld[World], db: None, settings: Settings, tmp_path: Path) -> Iterator[World]:
    with time_machine.travel(NOON, tick=False):
        yield lasting.for_a_test(settings, tmp_path)


def held_approval(booth: Booth) -> HeldLetter:
    """The letter of an approval, which waits in a batch and brings a file."""
    rows = Edition.objects.filter(pk=booth.plan.edition_id)
    rows.update(holds_mail=True)
    approve_booking(booked(booth).pk, actor=SYSTEM, at=NOON)
    rows.update(holds_mail=False)
    return HeldLetter.objects.get()


def records_of_companies(company: int) -> None:
    """An invitation, a contact, a power of attorney, a company that somebody claims, and two that were merged."""
    by: dict[str, Any] = {"actor": SYSTEM, "at": NOON}
    invite_colleague(company, email="colleague@example.org", role=CompanyRole.EDITOR, **by)
    add_contact(company, ContactRecord("press", "Jo", phone="01 23 45"), **by)
    row = Company.objects.get(pk=company)
    noted(row, actor=SYSTEM)
    tasked(row, actor=SYSTEM, person_id=organizer(OrganizerRole.FINANCE).pk)
    send_mandate(company, name="Jo", file=scan(), actor=owner_of(Company.objects.get(pk=company)), at=NOON)
    claimed_one, kept, merged = CompanyFactory.create_batch(3)
    request_ownership(claimed_one.pk, statement="I work there.", actor=UserFactory(), at=NOON)
    change_company(kept.pk, {"name": "Another name"}, actor=owner_of(kept), at=NOON)
    merge_companies(kept.pk, merged.pk, seen=None, **by)


def person_as(role: str, world: World) -> User:
    match role:
        case "admin":
            person: User = UserFactory(is_superuser=True, is_staff=True)
        case "exhibitor":
            person = owner_of()
        case "newcomer":
            person = UserFactory()
        case "manager":
            person = UserFactory()
            world.pavilion.managers.add(person)
        case _:
            person = organizer(OrganizerRole(role))
    return person


def safety_report_of(plan: FloorPlan) -> int:
    """A publication with the report that was issued with it."""
    rules = load_rule_set("germany", actor=SYSTEM, at=NOON)
    choose_rules(plan.hall_id, rules.pk, valid_from=NOON.date(), is_sprinklered=False, actor=SYSTEM, at=NOON)
    publication = PlanPublication.objects.create(plan=plan, published_at=NOON)
    content = report_of(check_plan(plan, today=NOON.date()))
    return PlanSafetyReport.objects.create(publication=publication, content=content).publication_id


def in_flight(invoice: Invoice) -> Transmission:
    asked = {"way": Way.PEPPOL, "recipient": "0088:1", "asked_at": NOON, "asked_by": "x", "reference": "1"}
    row = Transmission.objects.create(invoice=invoice, **asked)
    Transmission.objects.update(state=TransmissionState.IN_FLIGHT)
    return row


def simulation_of(plan: FloorPlan) -> int:
    """One that compares the plan with another version."""
    other = FloorPlan.objects.create(edition=plan.edition, hall=plan.hall, version=plan.version + 1)
    asked = {"before": plan, "after": other, "persons": 9, "seed": 1, "started_at": NOON}
    return PlanSimulation.objects.create(edition=plan.edition, hall=plan.hall, **asked).pk


SENT = {"organizer:invoice_transmit": {"way": "email"}, "organizer:transmission_record": {"state": "failed"}}
"""What pages need to know where to."""


def visit(client: Client, name: str, world: World) -> int:
    address = world.address(name)
    answer = client.post(address, SENT.get(name)) if name in POSTED else client.get(address)
    if answer.streaming:
        list(answer.streaming_content)  # type: ignore[attr-defined]  # a file that is not read to its end stays open
    return answer.status_code


def test_every_address_is_in_the_table() -> None:
    areas = {area.app_name: area.urlpatterns for area in (organizer_urls, imports, staff, editions, country_names)}
    areas |= {"pavilion": pavilion, "hall_plans": plans, "sectors": sector_pages}
    names = {f"{area}:{pattern.name}" for area, patterns in areas.items() for pattern in patterns}
    assert names == WHO_OPENS.keys()


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_addresses_open_to_whom_the_table_says(role: str, world: World) -> None:
    client = signed_in(person_as(role, world))
    statuses = {name: visit(client, name, world) for name in WHO_OPENS}
    assert set(statuses.values()) <= {200, 302, 403, 404, 422}
    opened = {name for name, status in statuses.items() if status in {200, 302, 422}}
    assert opened == {name for name, roles in WHO_OPENS.items() if role in roles}
    not_found = {name for name, status in statuses.items() if status == 404}
    assert not_found == {name for name in HIDDEN if role not in WHO_OPENS[name]}


def test_strangers_are_asked_to_sign_in(world: World) -> None:
    asked = {}
    for name in WHO_OPENS:
        address = world.address(name)
        answer = Client().post(address) if name in POSTED else Client().get(address)
        asked[name] = (answer.status_code, answer.headers.get("Location", "").partition("?")[0])
    assert asked == dict.fromkeys(WHO_OPENS, (302, "/accounts/login/"))

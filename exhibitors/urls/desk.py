from django.urls import path

from exhibitors.bookings import views as applying
from exhibitors.bookings.blocks.views import block_applying
from exhibitors.bookings.blocks.views import desk as blocks
from exhibitors.bookings.co_exhibitors import views as co_exhibitors
from exhibitors.bookings.questions import views as questions
from exhibitors.bookings.upper_decks import views as upper_decks
from exhibitors.companies.company_contacts import views as company_contacts
from exhibitors.companies.company_ownership import views as company_ownership
from exhibitors.companies.mandates import views as mandates
from exhibitors.companies.views import members
from exhibitors.desk import views as desk
from exhibitors.money.invoices.views import desk as invoices
from exhibitors.money.payments.views import cards, receivables
from exhibitors.money.sales.views import desk as sales
from exhibitors.money.sales.views import reductions
from exhibitors.office.company_records.views import desk as companies
from exhibitors.plan_pages.plan_views.views import choosing
from exhibitors.promotion.deals.views import desk as deals

app_name = "desk"
urlpatterns = [
    path("", desk.dashboard, name="dashboard"),
    path("switch/", desk.switch_company, name="switch"),
    path("companies/new/", companies.register, name="company_register"),
    path("companies/claim/", company_ownership.claim, name="company_claim"),
    path("companies/claim/<int:pk>/withdraw/", company_ownership.withdraw, name="company_claim_withdraw"),
    path("companies/<int:company>/", companies.show, name="company"),
    path("companies/<int:company>/edit/", companies.edit, name="company_edit"),
    path("companies/<int:company>/publicity/", companies.publicity, name="company_publicity"),
    path("companies/<int:company>/name/<int:pk>/withdraw/", companies.withdraw_name, name="name_change_withdraw"),
    path("companies/<int:company>/verify/", companies.verify, name="company_verify"),
    path("companies/<int:company>/contacts/", company_contacts.desk_index, name="contacts"),
    path("companies/<int:company>/contacts/<int:pk>/", company_contacts.desk_edit, name="contact"),
    path("companies/<int:company>/contacts/<int:pk>/remove/", company_contacts.desk_remove, name="contact_remove"),
    path("companies/<int:company>/people/", members.show, name="members"),
    path("companies/<int:company>/halls/", choosing.halls, name="halls"),
    path("companies/<int:company>/halls/booths/", choosing.booths, name="booths"),
    path("companies/<int:company>/halls/booths/hold/", choosing.hold, name="hold"),
    path("companies/<int:company>/halls/booths/book/", choosing.book, name="book"),
    path("companies/<int:company>/halls/booths/export/<slug:kind>/", choosing.export, name="booths_export"),
    path("companies/<int:company>/deals/", deals.index, name="deals"),
    path("companies/<int:company>/deals/enter/", deals.enter, name="deal_enter"),
    path("companies/<int:company>/deals/<int:pk>/", deals.show, name="deal"),
    path("companies/<int:company>/deals/<int:pk>/withdraw/", deals.withdraw, name="deal_withdraw"),
    path("companies/<int:company>/blocks/", block_applying.index, name="blocks"),
    path("companies/<int:company>/blocks/<int:pk>/apply/", block_applying.apply, name="block_apply"),
    path("companies/<int:company>/blocks/applications/", block_applying.applications, name="own_block_applications"),
    path(
        "companies/<int:company>/blocks/applications/export/<slug:kind>/",
        block_applying.applications,
        name="own_block_applications_export",
    ),
    path(
        "companies/<int:company>/blocks/applications/<int:pk>/withdraw/",
        block_applying.withdraw,
        name="block_application_withdraw",
    ),
    path("bookings/<int:pk>/companies/", co_exhibitors.index, name="co_exhibitors"),
    path("bookings/<int:pk>/companies/enter/", co_exhibitors.enter, name="co_exhibitor_enter"),
    path("bookings/<int:pk>/companies/export/<slug:kind>/", co_exhibitors.index, name="co_exhibitors_export"),
    path("bookings/<int:pk>/companies/<int:entry>/", co_exhibitors.show, name="co_exhibitor"),
    path("bookings/<int:pk>/companies/<int:entry>/remove/", co_exhibitors.remove, name="co_exhibitor_remove"),
    path("blocks/<int:pk>/", blocks.show, name="block"),
    path("blocks/<int:pk>/terms/", blocks.terms, name="block_terms"),
    path("blocks/<int:pk>/managers/", blocks.name_manager, name="block_manager_name"),
    path("blocks/<int:pk>/managers/<int:person>/dismiss/", blocks.dismiss_manager, name="block_manager_dismiss"),
    path("blocks/<int:pk>/members/", blocks.members, name="block_members"),
    path("blocks/<int:pk>/members/export/<slug:kind>/", blocks.members, name="block_members_export"),
    path("blocks/<int:pk>/members/<int:share>/booths/", blocks.place, name="block_place"),
    path("blocks/<int:pk>/members/<int:share>/take-back/", blocks.take_back, name="block_take_back"),
    path("blocks/<int:pk>/give/", blocks.give, name="block_give"),
    path("blocks/<int:pk>/applications/", blocks.applications, name="block_applications"),
    path(
        "blocks/<int:pk>/applications/export/<slug:kind>/",
        blocks.applications,
        name="block_applications_export",
    ),
    path("blocks/<int:pk>/applications/<int:application>/", blocks.answer, name="block_answer"),
    path("blocks/<int:pk>/applications/<int:application>/decline/", blocks.decline, name="block_decline"),
    path("booths/", choosing.take, name="take"),
    path("companies/<int:company>/apply/", applying.apply, name="apply"),
    path("people/<int:pk>/role/", members.change, name="member_role"),
    path("people/<int:pk>/signing/", members.set_signing, name="member_signing"),
    path("companies/<int:company>/signing/", mandates.index, name="mandates"),
    path("powers-of-attorney/<int:pk>/", mandates.own_file, name="mandate_file"),
    path("powers-of-attorney/<int:pk>/end/", mandates.end, name="mandate_end"),
    path("people/<int:pk>/remove/", members.remove, name="member_remove"),
    path("invitations/<int:pk>/", members.answer, name="invitation"),
    path("invitations/<int:pk>/withdraw/", members.withdraw, name="invitation_withdraw"),
    path("letters/<name:number>.pdf", applying.letter, name="letter"),
    path("bookings/", desk.index, name="bookings"),
    path("bookings/export/<slug:kind>/", desk.index, name="bookings_export"),
    path("bookings/<int:pk>/", desk.show, name="booking"),
    path("bookings/<int:pk>/offer/", sales.show, name="offer"),
    path("offers/<int:pk>/accept/", sales.accept, name="offer_accept"),
    path("offers/<int:pk>/code/", sales.send_offer_code, name="offer_code"),
    path("offers/<int:pk>/decline/", sales.decline, name="offer_decline"),
    path("contracts/<int:pk>/code/", sales.send_code, name="contract_code"),
    path("contracts/<int:pk>/sign/", sales.sign, name="contract_sign"),
    path("contracts/<int:pk>/copy/", sales.send_copy, name="contract_copy"),
    path("contracts/<int:pk>/pdf/", sales.contract_pdf, name="contract_pdf"),
    path("contracts/<int:pk>/copies/<int:copy>/", sales.copy_pdf, name="contract_copy_pdf"),
    path("bookings/<int:pk>/reduction/", reductions.choose, name="reduction"),
    path("contracts/<int:pk>/reduction/", reductions.ask, name="reduction_request"),
    path("reduction-requests/<int:pk>/withdraw/", reductions.withdraw, name="reduction_withdraw"),
    path("bookings/<int:pk>/bill/", invoices.shares, name="booking_bill"),
    path("companies/<int:company>/billing/", invoices.billing, name="billing"),
    path("companies/<int:company>/billing/add/", invoices.add, name="billing_add"),
    path("companies/<int:company>/billing/own/", invoices.own, name="billing_own"),
    path("billing/<int:pk>/", invoices.change, name="billing_party"),
    path("billing/<int:pk>/remove/", invoices.remove, name="billing_remove"),
    path("invoices/<int:pk>/e-invoice/", invoices.einvoice, name="einvoice"),
    path("invoices/<int:pk>/fapiao/", invoices.fapiao, name="fapiao"),
    path("invoices/<int:pk>/<slug:language>.pdf", invoices.pdf, name="invoice_pdf"),
    path("invoices/<int:pk>/pay/", cards.pay, name="pay"),
    path("pay/<uuid:token>/", cards.pay_at, name="pay_at"),
    path("pay/<uuid:token>/report/", cards.report, name="pay_report"),
    path("pay/<uuid:token>/result/", cards.result, name="pay_result"),
    path("companies/<int:company>/account/", receivables.own_account, name="account"),
    path("companies/<int:company>/account/export/<slug:kind>/", receivables.own_account, name="account_export"),
    path("bookings/<int:pk>/booths/<int:claim>/upper-deck/", upper_decks.apply, name="upper_deck_apply"),
    path("bookings/<int:pk>/upper-decks/<int:deck>/withdraw/", upper_decks.withdraw, name="upper_deck_withdraw"),
    path("bookings/<int:pk>/upper-decks/<int:deck>/drawing/", upper_decks.own_drawing, name="upper_deck_drawing"),
    path("bookings/<int:pk>/questions/", questions.answer, name="questions"),
    path("bookings/<int:pk>/questions/<int:answer>/file/", questions.own_file, name="answer_file"),
    path("bookings/<int:pk>/comment/", desk.comment, name="booking_comment"),
    path("bookings/<int:pk>/booths/", choosing.more_booths, name="booking_booths"),
    path("bookings/<int:pk>/booths/export/<slug:kind>/", choosing.export_more, name="booking_booths_export"),
    path("bookings/<int:pk>/booths/add/", choosing.add, name="booking_add"),
    path("bookings/<int:pk>/booths/<int:booth>/drop/", desk.drop, name="booking_drop"),
    path("bookings/<int:pk>/application/", applying.change, name="booking_application"),
    path("bookings/<int:pk>/wishes/", desk.wishes, name="booking_wishes"),
    path("bookings/<int:pk>/submit/", desk.submit, name="booking_submit"),
    path("bookings/<int:pk>/withdraw/", desk.withdraw, name="booking_withdraw"),
    path("bookings/<int:pk>/cancel/", desk.cancel, name="booking_cancel"),
    path("bookings/<int:pk>/reopen/", desk.reopen, name="booking_reopen"),
]

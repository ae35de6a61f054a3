from django.urls import path

from exhibitors.area_members import views as area_members
from exhibitors.blocks.views import organizer as blocks
from exhibitors.bulletins.views import organizer as bulletins
from exhibitors.catalogue.views import organizer as exhibits
from exhibitors.co_exhibitors import views as co_exhibitors
from exhibitors.company_contacts import views as company_contacts
from exhibitors.company_merges import views as company_merges
from exhibitors.company_records.views import checks, contacts
from exhibitors.company_records.views import organizer as companies
from exhibitors.dashboard import views as totals
from exhibitors.deals.views import exchange_rates
from exhibitors.deals.views import organizer as deals
from exhibitors.figures import views as figures
from exhibitors.mailings import views as mailings
from exhibitors.plan_views.views import booths, pavilion_space, plans
from exhibitors.pricing import views as prices
from exhibitors.published_figures import views as published_figures
from exhibitors.questions import views as questions
from exhibitors.reconciliation import views as reconciliation
from exhibitors.review.views import assigning, bookings, handling, reviewing
from exhibitors.roadshows.views import organizer as roadshows
from exhibitors.terms import views as terms

app_name = "organizer"
urlpatterns = [
    path("", totals.dashboard, name="dashboard"),
    path("reconciliation/", reconciliation.reconciliation, name="reconciliation"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<slug:key>/", figures.figure, name="figure"),
    path("figures/<slug:key>/export/<slug:kind>/", figures.export_figure, name="figure_export"),
    path("totals/export/<slug:kind>/", totals.export_totals, name="totals_export"),
    path("areas/<int:pk>/host/", area_members.area_host, name="area_host"),
    path("areas/<int:pk>/members/", area_members.area_members, name="area_members"),
    path("areas/<int:pk>/members/export/<slug:kind>/", area_members.export_members, name="area_members_export"),
    path("areas/<int:pk>/members/<int:member>/remove/", area_members.remove_member, name="area_member_remove"),
    path("queue/", bookings.queue, name="queue"),
    path("bookings/", bookings.bookings, name="bookings"),
    path("bookings/export/<slug:kind>/", bookings.export_bookings, name="bookings_export"),
    path("bookings/approve/", bookings.approve_several, name="approve_several"),
    path("bookings/approved/", bookings.approved_several, name="approved_several"),
    path("bookings/<int:pk>/", reviewing.review, name="review"),
    path("bookings/<int:pk>/assign/", assigning.assign, name="assign"),
    path("bookings/<int:pk>/share-out/", blocks.open_up, name="block_open"),
    path("bookings/<int:pk>/reviewer/", handling.reviewer, name="reviewer"),
    path("bookings/<int:pk>/note/", handling.note, name="booking_note"),
    path("bookings/<int:pk>/comment/", handling.comment, name="booking_comment"),
    path("bookings/<int:pk>/<slug:name>/", reviewing.decide, name="decide"),
    path("booths/", booths.booths, name="booths"),
    path("booths/export/<slug:kind>/", booths.booths, name="booths_export"),
    path("booths/<int:pk>/", booths.booth, name="booth"),
    path("booths/<int:pk>/block/", booths.withhold, name="block"),
    path("booths/<int:pk>/unblock/", booths.release, name="unblock"),
    path("halls/<name:name>/", plans.hall, name="hall"),
    path("halls/<name:name>/export/<slug:kind>/", plans.export_hall, name="hall_export"),
    path("pavilions/<int:pk>/plan/", pavilion_space.pavilion_plan, name="pavilion_plan"),
    path("pavilions/<int:pk>/plan/give/", pavilion_space.give_on_plan, name="pavilion_plan_give"),
    path("pavilions/<int:pk>/plan/draw/", pavilion_space.draw_on_plan, name="pavilion_plan_draw"),
    path("blocks/", blocks.blocks, name="shared_blocks"),
    path("blocks/export/<slug:kind>/", blocks.blocks, name="shared_blocks_export"),
    path("blocks/<int:pk>/", blocks.block, name="shared_block"),
    path("co-exhibitors/", co_exhibitors.co_exhibitors, name="co_exhibitors"),
    path("co-exhibitors/export/<slug:kind>/", co_exhibitors.export, name="co_exhibitors_export"),
    path("countries/", blocks.nations, name="nations"),
    path("countries/export/<slug:kind>/", blocks.nations, name="nations_export"),
    path("countries/<slug:code>/", blocks.nation, name="nation"),
    path("terms/", terms.versions, name="terms"),
    path("terms/draft/", terms.draft, name="terms_draft"),
    path("terms/<int:pk>/", terms.edit, name="terms_edit"),
    path("terms/<int:pk>/publish/", terms.publish, name="terms_publish"),
    path("terms/<int:pk>/discard/", terms.discard, name="terms_discard"),
    path("prices/", prices.prices, name="prices"),
    path("prices/tax-note/", prices.tax_note, name="tax_note"),
    path("prices/export/<slug:kind>/", prices.export_prices, name="prices_export"),
    path("prices/<int:pk>/remove/", prices.remove, name="price_remove"),
    path("companies/", companies.companies, name="companies"),
    path("companies/export/<slug:kind>/", companies.companies, name="companies_export"),
    path("companies/checks/", checks.checks, name="company_checks"),
    path("companies/checks/<int:pk>/grant/", checks.grant, name="ownership_grant"),
    path("companies/checks/<int:pk>/decline/", checks.decline, name="ownership_decline"),
    path("companies/<int:pk>/", companies.company, name="company"),
    path("companies/<int:pk>/edit/", companies.edit, name="company_edit"),
    path("companies/<int:pk>/invite/", companies.invite, name="company_invite"),
    path("companies/invitations/<int:pk>/withdraw/", companies.withdraw, name="company_invitation_withdraw"),
    path("companies/contacts/", contacts.contacts, name="contacts"),
    path("companies/contacts/export/<slug:kind>/", contacts.contacts, name="contacts_export"),
    path("companies/<int:company>/contacts/", company_contacts.index, name="company_contacts"),
    path("companies/<int:company>/contacts/<int:pk>/", company_contacts.edit, name="company_contact"),
    path("companies/<int:company>/contacts/<int:pk>/remove/", company_contacts.remove, name="company_contact_remove"),
    path("companies/<int:pk>/merge/", company_merges.choose, name="company_merge_choose"),
    path("companies/<int:pk>/merge/<int:other>/", company_merges.merge, name="company_merge"),
    path("companies/merges/<int:pk>/undo/", company_merges.undo, name="company_merge_undo"),
    path("companies/<int:pk>/verify/", companies.verify, name="company_verify"),
    path("companies/<int:pk>/refuse/", companies.refuse, name="company_refuse"),
    path("companies/<int:pk>/end-claims/", companies.end_all, name="company_end_claims"),
    path("companies/<int:pk>/allow-claims/", companies.allow, name="company_allow_claims"),
    path("deals/", deals.deals, name="deals"),
    path("deals/export/<slug:kind>/", deals.deals, name="deals_export"),
    path("deals/<int:pk>/", deals.deal, name="deal"),
    path("deals/<int:pk>/<slug:name>/", deals.decide, name="deal_decide"),
    path("exhibits/", exhibits.exhibits, name="exhibits"),
    path("exhibits/debuts/", exhibits.claims, name="debut_claims"),
    path("exhibits/export/<slug:kind>/", exhibits.exhibits, name="exhibits_export"),
    path("exhibits/<int:pk>/", exhibits.exhibit, name="exhibit"),
    path("exhibits/<int:pk>/<slug:name>/", exhibits.decide, name="exhibit_decide"),
    path("exchange-rates/", exchange_rates.rates, name="rates"),
    path("exchange-rates/<int:pk>/", exchange_rates.rate, name="rate"),
    path("exchange-rates/<int:pk>/recount/", exchange_rates.recount, name="rate_recount"),
    path("published-figures/", published_figures.published, name="published_figures"),
    path("published-figures/enter/", published_figures.publish, name="figure_publish"),
    path("published-figures/export/<slug:kind>/", published_figures.published, name="published_figures_export"),
    path("published-figures/<int:pk>/", published_figures.published_figure, name="published_figure"),
    path("roadshows/", roadshows.roadshows, name="roadshows"),
    path("roadshows/plan/", roadshows.plan, name="roadshow_plan"),
    path("roadshows/export/<slug:kind>/", roadshows.roadshows, name="roadshows_export"),
    path("roadshows/<int:pk>/", roadshows.roadshow, name="roadshow"),
    path("roadshows/<int:pk>/edit/", roadshows.edit, name="roadshow_edit"),
    path("roadshows/<int:pk>/correct/", roadshows.correct, name="roadshow_correct"),
    path("roadshows/<int:pk>/registrations/<slug:kind>/", roadshows.export_registrations, name="registrations_export"),
    path("roadshows/<int:pk>/<slug:name>/", roadshows.move, name="roadshow_move"),
    path("questions/", questions.questions, name="questions"),
    path("questions/ask/", questions.ask, name="question_ask"),
    path("questions/answers/", questions.answers, name="answers"),
    path("questions/answers/export/<slug:kind>/", questions.answers, name="answers_export"),
    path("questions/answers/<int:pk>/file/", questions.answer_file, name="answer_file"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/withdraw/", questions.withdraw, name="question_withdraw"),
    path("messages/", mailings.mailings, name="mailings"),
    path("messages/write/", mailings.write, name="mailing_write"),
    path("messages/<int:pk>/", mailings.mailing, name="mailing"),
    path("messages/<int:pk>/edit/", mailings.edit, name="mailing_edit"),
    path("messages/<int:pk>/test/", mailings.test, name="mailing_test"),
    path("messages/<int:pk>/send/", mailings.send, name="mailing_send"),
    path("messages/<int:pk>/discard/", mailings.discard, name="mailing_discard"),
    path("messages/<int:pk>/recipients/<slug:kind>/", mailings.mailing, name="mailing_recipients_export"),
    path("bulletins/", bulletins.bulletins, name="bulletins"),
    path("bulletins/<int:pk>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<int:pk>/<slug:name>/", bulletins.move, name="bulletin_move"),
]

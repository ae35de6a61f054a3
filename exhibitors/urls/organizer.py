from django.urls import path

from exhibitors.views.organizer import assigning, bookings, booths, companies, deals, prices, reviewing, several, totals

app_name = "organizer"
urlpatterns = [
    path("", totals.dashboard, name="dashboard"),
    path("totals/export/<slug:kind>/", totals.export_totals, name="totals_export"),
    path("queue/", bookings.queue, name="queue"),
    path("bookings/", bookings.bookings, name="bookings"),
    path("bookings/export/<slug:kind>/", bookings.export_bookings, name="bookings_export"),
    path("bookings/approve/", several.approve_several, name="approve_several"),
    path("bookings/<int:pk>/", reviewing.review, name="review"),
    path("bookings/<int:pk>/assign/", assigning.assign, name="assign"),
    path("bookings/<int:pk>/<slug:name>/", reviewing.decide, name="decide"),
    path("booths/", booths.booths, name="booths"),
    path("booths/export/<slug:kind>/", booths.export_booths, name="booths_export"),
    path("booths/<int:pk>/", booths.booth, name="booth"),
    path("booths/<int:pk>/block/", booths.block, name="block"),
    path("booths/<int:pk>/unblock/", booths.unblock, name="unblock"),
    path("halls/<name:name>/", booths.hall, name="hall"),
    path("prices/", prices.prices, name="prices"),
    path("prices/export/<slug:kind>/", prices.export_prices, name="prices_export"),
    path("prices/<int:pk>/remove/", prices.remove, name="price_remove"),
    path("companies/", companies.companies, name="companies"),
    path("companies/export/<slug:kind>/", companies.export_companies, name="companies_export"),
    path("companies/<int:pk>/", companies.company, name="company"),
    path("deals/", deals.deals, name="deals"),
    path("deals/export/<slug:kind>/", deals.export_deals, name="deals_export"),
    path("deals/<int:pk>/", deals.deal, name="deal"),
    path("deals/<int:pk>/<slug:name>/", deals.decide, name="deal_decide"),
    path("exchange-rates/", deals.rates, name="rates"),
]

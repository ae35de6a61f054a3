from django.urls import path

from exhibitors.views.desk import (
    applying,
    bookings,
    choosing,
    companies,
    dashboard,
    invitations,
    letters,
    members,
    moves,
)

app_name = "desk"
urlpatterns = [
    path("", dashboard.show, name="dashboard"),
    path("switch/", dashboard.switch_company, name="switch"),
    path("companies/new/", companies.register, name="company_register"),
    path("companies/<int:company>/", companies.show, name="company"),
    path("companies/<int:company>/edit/", companies.edit, name="company_edit"),
    path("companies/<int:company>/publicity/", companies.publicity, name="company_publicity"),
    path("companies/<int:company>/people/", members.show, name="members"),
    path("companies/<int:company>/halls/", choosing.halls, name="halls"),
    path("companies/<int:company>/halls/booths/", choosing.booths, name="booths"),
    path("companies/<int:company>/halls/booths/hold/", choosing.hold, name="hold"),
    path("companies/<int:company>/apply/", applying.apply, name="apply"),
    path("people/<int:pk>/role/", members.change, name="member_role"),
    path("people/<int:pk>/remove/", members.remove, name="member_remove"),
    path("invitations/<int:pk>/", invitations.answer, name="invitation"),
    path("invitations/<int:pk>/withdraw/", invitations.withdraw, name="invitation_withdraw"),
    path("letters/<name:number>.pdf", letters.letter, name="letter"),
    path("bookings/", bookings.index, name="bookings"),
    path("bookings/<int:pk>/", bookings.show, name="booking"),
    path("bookings/<int:pk>/booths/", choosing.more_booths, name="booking_booths"),
    path("bookings/<int:pk>/booths/add/", choosing.add, name="booking_add"),
    path("bookings/<int:pk>/booths/<int:booth>/drop/", moves.drop, name="booking_drop"),
    path("bookings/<int:pk>/application/", applying.change, name="booking_application"),
    path("bookings/<int:pk>/wishes/", bookings.wishes, name="booking_wishes"),
    path("bookings/<int:pk>/submit/", moves.submit, name="booking_submit"),
    path("bookings/<int:pk>/withdraw/", moves.withdraw, name="booking_withdraw"),
    path("bookings/<int:pk>/cancel/", moves.cancel, name="booking_cancel"),
    path("bookings/<int:pk>/reopen/", moves.reopen, name="booking_reopen"),
]

from django.urls import path

from ciie.mail import views

urlpatterns = [
    path("", views.index, name="mailbox"),
    path("<str:key>/", views.show, name="mailbox_mail"),
    path("<str:key>/html/", views.html, name="mailbox_html"),
    path("<str:key>/attachments/<int:position>/", views.attachment, name="mailbox_attachment"),
]

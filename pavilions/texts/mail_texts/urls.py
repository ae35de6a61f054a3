from django.urls import path

from pavilions.texts.mail_texts import views as mail_texts

app_name = "mail_texts"
urlpatterns = [
    path("", mail_texts.list_texts, name="list"),
    path("sender/", mail_texts.set_sender, name="sender"),
    path("edition-sender/", mail_texts.set_sender_of_edition, name="edition_sender"),
    path("<slug:kind>/<slug:language>/", mail_texts.edit, name="edit"),
    path("<slug:kind>/<slug:language>/standard/", mail_texts.standard, name="standard"),
]

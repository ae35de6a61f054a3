"""The site as a developer's machine has it: with the mailbox."""

from django.urls import include, path

from ciie.urls import urlpatterns as ours

urlpatterns = [path("mailbox/", include("ciie.mail.urls")), *ours]

from django.urls import path

from pavilions.programme.views import forum

app_name = "forum"
urlpatterns = [
    path("", forum.forum, name="forum"),
    path("propose/", forum.propose, name="propose"),
    path("topics/<name:token>/", forum.confirm, name="confirm"),
]

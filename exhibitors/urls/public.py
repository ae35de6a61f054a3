from django.urls import path

from exhibitors.views import public

app_name = "plan"
urlpatterns = [
    path("", public.halls, name="halls"),
    path("<name:hall>/", public.hall_plan, name="hall"),
]

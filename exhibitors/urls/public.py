from django.urls import path

from exhibitors.views import public

app_name = "plan"
urlpatterns = [path("<str:hall>/", public.hall_plan, name="hall")]

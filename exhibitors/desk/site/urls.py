from django.urls import path

from exhibitors.desk.site.views import public
from exhibitors.plan_pages.plan_views.views import plans

app_name = "plan"
urlpatterns = [
    path("", public.halls, name="halls"),
    path("backgrounds/<slug:content_hash>.svg", plans.background, name="background"),
    path("<name:hall>/", plans.hall_plan, name="hall"),
    path("<name:hall>/drawing/<slug:kind>/", plans.hall_drawing, name="drawing"),
    path("<name:hall>/export/<slug:kind>/", plans.export_hall_plan, name="export"),
]

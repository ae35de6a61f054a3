from django.urls import path

from pavilions.drafts.views import hall_plans
from pavilions.layout import views as layouts

app_name = "hall_plans"
urlpatterns = [
    path("", hall_plans.list_plans, name="list"),
    path("generate/", layouts.generate_layout, name="generate"),
    path("export/<slug:kind>/", hall_plans.list_plans, name="export"),
    path("halls/<name:hall>/draft/", hall_plans.draft, name="draft"),
    path("drafts/<int:pk>/discard/", hall_plans.discard, name="discard"),
]

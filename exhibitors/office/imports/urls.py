from django.urls import path

from exhibitors.office.imports.views import floor_plans, runs

app_name = "imports"
urlpatterns = [
    path("", runs.list_imports, name="list"),
    path("new/", runs.upload, name="upload"),
    path("<int:pk>/", runs.run, name="run"),
    path("<int:pk>/background/<slug:content_hash>.svg", floor_plans.preview_background, name="background"),
    path("<int:pk>/again/", runs.start_again, name="again"),
    path("<int:pk>/similar/<slug:kind>/", runs.similar, name="similar"),
    path("<int:pk>/rejected/<slug:kind>/", runs.rejected, name="rejected"),
]

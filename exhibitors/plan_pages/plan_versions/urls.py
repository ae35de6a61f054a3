from django.urls import path

from exhibitors.plan_pages.plan_versions.views import publishing, versions

app_name = "plans"
urlpatterns = [
    path("<int:pk>/", publishing.compare_and_publish, name="publish"),
    path("<int:pk>/decide/", publishing.decide_alike, name="decide_alike"),
    path("<int:pk>/claims/<int:claim>/", publishing.decide, name="decide"),
    path("<int:pk>/put-in-force/", publishing.publish, name="put_in_force"),
    path("halls/<name:name>/", versions.versions, name="versions"),
    path("halls/<name:name>/as-of/", versions.as_of, name="as_of"),
    path("halls/<name:name>/compare/", versions.compare, name="compare"),
]

from django.urls import path

from exhibitors.pricing.terms import views as terms

app_name = "terms"
urlpatterns = [
    path("<int:edition>/", terms.in_force, name="in_force"),
    path("<int:edition>/<int:version>/", terms.version, name="version"),
]

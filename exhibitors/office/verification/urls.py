from django.urls import path

from exhibitors.office.verification import views

app_name = "verification"
urlpatterns = [path("<uuid:public_id>/", views.document, name="document")]

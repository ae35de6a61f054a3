from django.urls import path

from pavilions.pavilion_desk.views import public_pavilions

app_name = "pavilions"
urlpatterns = [
    path("", public_pavilions.list_pavilions, name="list"),
    path("<int:pk>/", public_pavilions.pavilion, name="pavilion"),
]

from django.urls import path

from .views import export

urlpatterns = [
    path("export/events.<str:ending>", export, name="export"),
]

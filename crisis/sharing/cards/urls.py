"""Pictures of events and selections, for other sites to show beside a link."""

from django.urls import path

from . import views

urlpatterns = [
    path("e/<slug:uid>/card.png", views.of_event, name="event-card"),
    path("card.png", views.of_selection, name="selection-card"),
]

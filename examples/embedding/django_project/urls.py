"""The addresses of the example."""

from concerns import views
from django.urls import path

urlpatterns = [
    path("", views.begin, name="begin"),
    path("drafts/<uuid:draft_id>/", views.question, name="question"),
    path("drafts/<uuid:draft_id>/decide/", views.conclude, name="conclude"),
    path("drafts/<uuid:draft_id>/outcome/", views.outcome, name="outcome"),
]

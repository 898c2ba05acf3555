"""Addresses of the account pages that allauth does not have."""

from django.urls import path

from . import views

urlpatterns = [
    path("invitation/<str:token>/", views.join, name="join"),
    path("still-here/", views.still_here, name="still_here"),
    path("practices/", views.practices, name="practices"),
    path("colleagues/", views.new_colleagues, name="new_colleagues"),
    path("colleagues/<uuid:pk>/", views.answer_colleague, name="answer_colleague"),
    path("devices/<int:session>/sign-out/", views.sign_out_device, name="sign_out_device"),
]

"""Addresses of the account pages that allauth does not have."""

from django.urls import path

from . import views

urlpatterns = [
    path("invitation/<str:token>/", views.join, name="join"),
    path("devices/<int:session>/sign-out/", views.sign_out_device, name="sign_out_device"),
]

"""Addresses of bringing patients in."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.choose, name="bring"),
    path("<uuid:pk>/", views.bringing, name="bringing"),
    path("<uuid:pk>/columns/", views.columns, name="bring_columns"),
    path("<uuid:pk>/rows/", views.mend, name="bring_mend"),
    path("<uuid:pk>/throw-away/", views.throw_away, name="bring_throw_away"),
    path("<uuid:pk>/step/", views.step, name="bring_step"),
    path("<uuid:pk>/doubts/", views.doubts, name="bring_doubts"),
    path("<uuid:pk>/doubts/<uuid:doubt>/", views.decide, name="bring_decide"),
]

"""The addresses of the look: language, theme and keys for everyone; the specimen where there is only made-up data."""

from django.urls import path
from django.views.i18n import set_language

from makewhole.app.project import config

from . import preferences, specimen

urlpatterns = [
    path("look/language/", set_language, name="set_language"),
    path("look/preference/", preferences.keep, name="keep_preference"),
]
if config.switch("demo", default=False):
    urlpatterns += [
        path("look/", specimen.components, name="specimen"),
        path("look/desk/", specimen.desk, name="specimen_desk"),
        path("look/visit/", specimen.visit, name="specimen_visit"),
        path("look/errors/", specimen.errors, name="specimen_errors"),
        path("look/patient/", specimen.patient, name="specimen_patient"),
    ]

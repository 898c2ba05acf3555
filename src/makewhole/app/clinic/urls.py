"""Addresses of the desk: today, patients and their forms, visits. Only random ids stand in them."""

from django.urls import path

from .views import (
    amendments,
    attachments,
    beyond,
    conflicts,
    disclosures,
    erasing,
    export,
    patients,
    sheets,
    signing,
    thrown_away,
    today,
    visits,
)

urlpatterns = [
    path("", today.today, name="today"),
    path("patients/", patients.find, name="patients"),
    path("patients/table/", export.export, name="export"),
    path("patients/new/", sheets.new_patient, name="new_patient"),
    path("patients/<uuid:pk>/", patients.patient, name="patient"),
    path("patients/<uuid:pk>/visits/", visits.start, name="new_visit"),
    path("patients/<uuid:pk>/whole-record/", beyond.ask, name="break_glass"),
    path("patients/<uuid:pk>/disclosures/", disclosures.accounted, name="disclosures"),
    path("patients/<uuid:pk>/erase/", erasing.erase, name="erase_patient"),
    path("patients/<uuid:pk>/records/", attachments.attachments, name="attachments"),
    path("patients/<uuid:pk>/records/<uuid:record>/", attachments.attachment, name="attachment"),
    path("patients/<uuid:pk>/records/<uuid:record>/change/", attachments.change, name="change_attachment"),
    path("patients/<uuid:pk>/records/<uuid:record>/remove/", attachments.remove, name="remove_attachment"),
    path("patients/<uuid:pk>/records/<uuid:record>/restore/", attachments.restore, name="restore_attachment"),
    path("patients/<uuid:pk>/<slug:name>/", sheets.edit, name="patient_sheet"),
    path("patients/<uuid:pk>/<slug:name>/draft/", sheets.keep_typing, name="sheet_draft"),
    path("visits/<uuid:pk>/", visits.visit, name="visit"),
    path("visits/<uuid:pk>/live/", visits.live, name="visit_live"),
    path("visits/<uuid:pk>/merge/", conflicts.merge_changes, name="visit_merge"),
    path("visits/<uuid:pk>/discard/", thrown_away.discard, name="discard_visit"),
    path("visits/<uuid:pk>/restore/", thrown_away.restore, name="restore_visit"),
    path("visits/<uuid:pk>/sign/", signing.sign, name="sign_visit"),
    path("visits/<uuid:pk>/amend/", amendments.amend, name="amend_visit"),
    path("visits/<uuid:pk>/amend/discard/", amendments.discard, name="discard_amendment"),
    path("visits/<uuid:pk>/amend/restore/", amendments.restore, name="restore_amendment"),
]

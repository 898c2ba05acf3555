"""Addresses of the settings."""

from django.urls import path

from .views import looks, overview, payers, people, sheets, signatures, trail, wording

urlpatterns = [
    path("", overview.overview, name="settings"),
    path("wording/", wording.wording, name="setting_wording"),
    path("insurers/<slug:payer>/", payers.payer, name="setting_payer"),
    path("trail/", trail.read, name="setting_trail"),
    path("trail/save/", trail.save, name="save_trail"),
    path("people/", people.listed, name="setting_people"),
    path("people/beyond/", looks.listed, name="setting_looks"),
    path("people/beyond/<uuid:pk>/", looks.look_over, name="setting_look_over"),
    path("people/<uuid:pk>/", people.change, name="setting_person"),
    path("people/invitation/<uuid:pk>/withdraw/", people.withdraw, name="setting_withdraw"),
    path("providers/<slug:npi>/signature/", signatures.signature, name="setting_signature"),
    path("<slug:name>/", sheets.sheet, name="setting"),
    path("<slug:name>/versions/", sheets.history, name="setting_versions"),
    path("<slug:name>/versions/<int:number>/", sheets.bring_back, name="setting_bring_back"),
]

"""Addresses of the insurers."""

from django.urls import path

from .views import forms, policy, policy_papers, questions, registry

urlpatterns = [
    path("insurers/", registry.insurers, name="insurers"),
    path("insurers/to-look-up/", registry.to_look_up, name="insurers_to_look_up"),
    path("insurers/forms/", forms.insurer_forms, name="insurer_forms"),
    path("insurers/forms/<uuid:pk>/", forms.insurer_form, name="insurer_form"),
    path("insurers/forms/<uuid:pk>/mapping/", forms.form_mapping, name="form_mapping"),
    path("insurers/<slug:payer>/", registry.insurer, name="insurer"),
    path("visits/<uuid:pk>/policy/", policy.policy_answers, name="policy_answers"),
    path("visits/<uuid:pk>/policy/<slug:file>/<slug:name>.pdf", policy_papers.pdf, name="policy_pdf"),
    path("visits/<uuid:pk>/policy/<slug:file>/<slug:name>.json", policy_papers.plain, name="policy_json"),
    path("patients/<uuid:pk>/questions/", questions.questions, name="questions"),
]

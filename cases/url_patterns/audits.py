from django.urls import path

from cases.views import audit_form, audits

urlpatterns = [
    path("audits/", audits.audits, name="audits"),
    path("audits/form/<int:authority_pk>/", audit_form.audit_form, name="audit_form"),
    path("audits/draw/", audits.audit_draw, name="audit_draw"),
    path("audits/samples/<int:pk>/", audits.audit_sample, name="audit_sample"),
    path("audits/<int:pk>/", audits.audit, name="audit"),
    path("audits/<int:pk>/score/", audits.audit_score, name="audit_score"),
]

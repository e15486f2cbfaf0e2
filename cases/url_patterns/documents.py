from django.urls import path

from cases.views import documents

urlpatterns = [
    path("families/<int:pk>/documents/", documents.family_documents, name="family_documents"),
    path("families/<int:pk>/documents/add/", documents.document_add, name="document_add"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/remove/", documents.document_remove, name="document_remove"),
]

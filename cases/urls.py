from cases.url_patterns import (
    audits,
    cases,
    documents,
    drafts,
    duplicates,
    engagement,
    families,
    measures,
    merging,
    notes,
    people,
    referrals,
    search,
    supervision,
)

app_name = "cases"
urlpatterns = [
    *cases.urlpatterns,
    *referrals.urlpatterns,
    *people.urlpatterns,
    *families.urlpatterns,
    *measures.urlpatterns,
    *engagement.urlpatterns,
    *merging.urlpatterns,
    *notes.urlpatterns,
    *search.urlpatterns,
    *supervision.urlpatterns,
    *audits.urlpatterns,
    *duplicates.urlpatterns,
    *drafts.urlpatterns,
    *documents.urlpatterns,
]

from cases.url_patterns import (
    audits,
    cases,
    documents,
    drafts,
    duplicates,
    families,
    merging,
    notes,
    people,
    plans,
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
    *merging.urlpatterns,
    *notes.urlpatterns,
    *search.urlpatterns,
    *plans.urlpatterns,
    *supervision.urlpatterns,
    *audits.urlpatterns,
    *duplicates.urlpatterns,
    *drafts.urlpatterns,
    *documents.urlpatterns,
]

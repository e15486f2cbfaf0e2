from cases.url_patterns import (
    cases,
    drafts,
    duplicates,
    families,
    merging,
    notes,
    people,
    referrals,
    search,
    story,
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
    *story.urlpatterns,
    *supervision.urlpatterns,
    *duplicates.urlpatterns,
    *drafts.urlpatterns,
]

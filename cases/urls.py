from cases.url_patterns import (
    cases,
    drafts,
    duplicates,
    families,
    merging,
    people,
    referrals,
    search,
)

app_name = "cases"
urlpatterns = [
    *cases.urlpatterns,
    *referrals.urlpatterns,
    *people.urlpatterns,
    *families.urlpatterns,
    *merging.urlpatterns,
    *search.urlpatterns,
    *duplicates.urlpatterns,
    *drafts.urlpatterns,
]

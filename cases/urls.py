from cases.url_patterns import merging

app_name = "cases"
urlpatterns = [
    *merging.urlpatterns,
]

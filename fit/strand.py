from cases.strand import Strand

STRAND = Strand(
    slug="fit",
    name="Family Intervention Teams",
    summary="Help with domestic abuse, substance misuse and mental health.",
)

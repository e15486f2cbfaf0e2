from cases.strand import Strand

STRAND = Strand(
    slug="volunteers",
    name="Volunteers",
    summary="Volunteers who add to statutory work: support, mentoring, interviews, advocacy.",
)

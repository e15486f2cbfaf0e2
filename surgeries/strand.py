from cases.strand import Strand

STRAND = Strand(
    slug="surgeries",
    name="Social Work Surgeries",
    summary="Advice to schools and early help services about thresholds.",
)

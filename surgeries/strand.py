from cases.strand import CLOSING, Strand

STRAND = Strand(
    slug="surgeries",
    name="Social Work Surgeries",
    summary="Advice to schools and early help services about thresholds.",
    engagement_points=(CLOSING,),
)

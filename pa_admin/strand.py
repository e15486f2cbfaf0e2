from cases.strand import CLOSING, Strand

STRAND = Strand(
    slug="pa",
    name="PA support",
    summary="Skilled administrators who give social workers time back for families.",
    engagement_points=(CLOSING,),
)

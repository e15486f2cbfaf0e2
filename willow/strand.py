from cases.strand import Strand

STRAND = Strand(
    slug="willow",
    name="Willow Team",
    summary="Reaches out to young people at risk of exploitation.",
    plans_need_approval=True,
)

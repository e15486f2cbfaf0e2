from cases.strand import Strand

STRAND = Strand(
    slug="edge",
    name="Edge of care",
    summary="Key worker, activities and a mentor for young people on the edge of care.",
    plans_need_approval=True,
)

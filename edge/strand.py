from cases.strand import CLOSING, EngagementPoint, Strand

STRAND = Strand(
    slug="edge",
    name="Edge of care",
    summary="Key worker, activities and a mentor for young people on the edge of care.",
    engagement_points=(
        EngagementPoint("initial", "At 2 weeks", days=14),
        EngagementPoint("week_8", "At 8 weeks", days=56),
        CLOSING,
    ),
    plans_need_approval=True,
)

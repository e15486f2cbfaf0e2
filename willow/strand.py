from cases.strand import CLOSING, EngagementPoint, Strand

STRAND = Strand(
    slug="willow",
    name="Willow Team",
    summary="Reaches out to young people at risk of exploitation.",
    engagement_points=(
        EngagementPoint("week_4", "At 4 weeks", days=28),
        EngagementPoint("week_12", "At 12 weeks", days=84),
        CLOSING,
    ),
    plans_need_approval=True,
)

from cases.strand import CLOSING, EngagementPoint, Strand

STRAND = Strand(
    slug="fit",
    name="Family Intervention Teams",
    summary="Help with domestic abuse, substance misuse and mental health.",
    engagement_points=(
        EngagementPoint("first", "At 6 weeks or the third session offered", days=42, or_session=3),
        CLOSING,
    ),
)

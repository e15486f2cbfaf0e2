from cases.strand import CLOSING, EngagementPoint, Strand

STRAND = Strand(
    slug="volunteers",
    name="Volunteers",
    summary="Volunteers who add to statutory work: support, mentoring, interviews, advocacy.",
    engagement_points=(
        EngagementPoint("week_6", "At 6 weeks or the third session offered", days=42, or_session=3),
        CLOSING,
    ),
)

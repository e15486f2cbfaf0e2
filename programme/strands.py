"""The six strands, in the order people meet them on the page."""

from edge.strand import STRAND as EDGE
from fit.strand import STRAND as FIT
from pa_admin.strand import STRAND as PA_ADMIN
from surgeries.strand import STRAND as SURGERIES
from volunteers.strand import STRAND as VOLUNTEERS
from willow.strand import STRAND as WILLOW

STRANDS = (FIT, EDGE, VOLUNTEERS, WILLOW, SURGERIES, PA_ADMIN)

"""Every instrument the app can hold. The list runs from what is used most."""

from cases.instruments.audit import AUDIT, AUDIT_C
from cases.instruments.dash import DASH
from cases.instruments.definition import Instrument
from cases.instruments.gad7 import GAD7
from cases.instruments.gbo import GBO
from cases.instruments.phq9 import PHQ9
from cases.instruments.safety import SAFETY
from cases.instruments.sdq import SDQ
from cases.instruments.seraf import SERAF
from cases.instruments.swemwbs import SWEMWBS

# What is offered for new measures.
INSTRUMENTS: tuple[Instrument, ...] = (
    GBO, SAFETY, SDQ, SWEMWBS, PHQ9, GAD7, AUDIT_C, AUDIT, DASH, SERAF,
)  # fmt: skip
# Versions no longer offered; measures taken with them are still read by them.
EARLIER: tuple[Instrument, ...] = ()

_NEWEST = {one.slug: one for one in INSTRUMENTS}
_BY_VERSION = {(one.slug, one.version): one for one in (*INSTRUMENTS, *EARLIER)}


def instrument_offered(slug: str) -> Instrument | None:
    return _NEWEST.get(slug)


def instrument_of(measure) -> Instrument:
    """The definition a measure was taken with."""
    return _BY_VERSION[measure.instrument, measure.instrument_version]

"""Towns of Hampshire and the Isle of Wight with their postcode districts; streets are made up."""

from dataclasses import dataclass

from programme.demo.chance import Chance

HAMPSHIRE, ISLE_OF_WIGHT = "850", "921"


@dataclass(frozen=True)
class Place:
    town: str
    districts: tuple[str, ...]
    locality: str
    area: str


def _places(area: str, rows: str) -> tuple[Place, ...]:
    """Rows of `town: districts: locality`, separated by semicolons."""
    found = []
    for row in rows.split(";"):
        town, districts, locality = (part.strip() for part in row.split(":"))
        found.append(Place(town, tuple(districts.split()), locality, area))
    return tuple(found)


# The area is what teams are named after; several districts share one.
PLACES: dict[str, tuple[Place, ...]] = {
    HAMPSHIRE: (
        *_places(
            "North Hampshire",
            "Basingstoke: RG21 RG22 RG23 RG24: Basingstoke and Deane; Tadley: RG26: Basingstoke and"
            " Deane; Whitchurch: RG28: Basingstoke and Deane; Aldershot: GU11 GU12: Rushmoor;"
            " Farnborough: GU14: Rushmoor; Fleet: GU51 GU52: Hart; Hook: RG27: Hart; Yateley: GU46:"
            " Hart",
        ),
        *_places(
            "East Hampshire",
            "Havant: PO9: Havant; Waterlooville: PO7 PO8: Havant; Hayling Island: PO11: Havant; Leigh"
            " Park: PO9: Havant; Petersfield: GU31 GU32: East Hampshire; Alton: GU34: East Hampshire;"
            " Bordon: GU35: East Hampshire; Liphook: GU30: East Hampshire",
        ),
        *_places(
            "South Hampshire",
            "Gosport: PO12 PO13: Gosport; Lee-on-the-Solent: PO13: Gosport; Fareham: PO14 PO15 PO16:"
            " Fareham; Portchester: PO16: Fareham; Eastleigh: SO50: Eastleigh; Hedge End: SO30:"
            " Eastleigh; Chandler's Ford: SO53: Eastleigh; Netley Abbey: SO31: Eastleigh",
        ),
        *_places(
            "West Hampshire",
            "Winchester: SO22 SO23: Winchester; Bishop's Waltham: SO32: Winchester; Andover: SP10 SP11:"
            " Test Valley; Romsey: SO51: Test Valley; Totton: SO40: New Forest; Hythe: SO45: New"
            " Forest; New Milton: BH25: New Forest; Lymington: SO41: New Forest; Ringwood: BH24: New"
            " Forest; Fordingbridge: SP6: New Forest",
        ),
    ),
    ISLE_OF_WIGHT: _places(
        "Isle of Wight",
        "Newport: PO30: Newport and Cowes; Cowes: PO31: Newport and Cowes; East Cowes: PO32: Newport"
        " and Cowes; Ryde: PO33: Ryde and the east; Bembridge: PO35: Ryde and the east; Sandown:"
        " PO36: The Bay; Shanklin: PO37: The Bay; Ventnor: PO38: The Bay; Freshwater: PO40: West"
        " Wight; Totland Bay: PO39: West Wight; Yarmouth: PO41: West Wight",
    ),
}

AREAS: dict[str, tuple[str, ...]] = {
    code: tuple(dict.fromkeys(place.area for place in places)) for code, places in PLACES.items()
}

_FIRST = [
    "Larkspur",
    "Heronwater",
    "Fallowfield",
    "Copperbeech",
    "Quarrystone",
    "Saltmarsh",
    "Hollinbrook",
    "Tidewell",
    "Ashenden",
    "Merrowdown",
    "Linnetwood",
    "Bramblecote",
    "Otterfold",
    "Nightjar",
    "Withybed",
    "Pebbleway",
    "Cuckoopen",
    "Stonechat",
    "Thistledown",
    "Harebell",
    "Ropewalk",
    "Mallardmere",
    "Foxcotte",
    "Gorsefield",
    "Lapwing",
    "Rookhanger",
    "Skylark",
    "Sedgewick",
    "Tanglewood",
    "Wrenfield",
    "Yewbarrow",
    "Marramgrass",
    "Kestrelmoor",
    "Hazelrigg",
    "Dunnockfield",
]
_SECOND = [
    "Road",
    "Close",
    "Avenue",
    "Way",
    "Gardens",
    "Lane",
    "Crescent",
    "Drive",
    "Court",
    "Rise",
    "Walk",
    "Terrace",
    "Mews",
]
_UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"

SCHOOLS: dict[str, tuple[str, ...]] = {
    "primary": (
        "Larkspur Primary School", "Heronwater Infant and Junior School", "Tidewell Primary School",
        "St Osmund's CE Primary School", "Linnetwood Primary School", "Otterfold Primary School",
        "Saltmarsh Primary School", "Thistledown Primary School", "Our Lady's RC Primary School",
    ),
    "secondary": (
        "Copperbeech School", "Merrowdown Academy", "Quarrystone School", "Fallowfield Community School",
        "Ashenden School", "Yewbarrow Academy", "St Wulfric's Catholic School",
    ),
    "college": ("Solent Vale College", "Testbank Sixth Form College", "Wightdown College"),
    "alternative": ("The Rookery Centre", "Harbour Education Centre", "Downland Pupil Referral Unit"),
    "employer": (
        "Tidewell Boatyard", "Copperbeech Garden Centre", "Larkspur Care", "Fallowfield Builders",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dwelling:
    line_1: str
    line_2: str
    place: Place
    postcode: str


def new_dwelling(chance: Chance, authority: str, *, area: str = "", town: str = "") -> Dwelling:
    """An address nobody has: the town and the postcode district are real, the street is not."""
    places = [
        place
        for place in PLACES[authority]
        if (not area or place.area == area) and (not town or place.town == town)
    ]
    place = chance.choice(places)
    street = f"{chance.choice(_FIRST)} {chance.choice(_SECOND)}"
    number = chance.randint(1, 180)
    flat = chance.once_in(0.18)
    return Dwelling(
        line_1=f"Flat {chance.randint(1, 24)}" if flat else f"{number} {street}",
        line_2=f"{number} {street}" if flat else "",
        place=place,
        postcode=f"{chance.choice(place.districts)} {chance.randint(1, 9)}"
        f"{chance.choice(_UNIT_LETTERS)}{chance.choice(_UNIT_LETTERS)}",
    )

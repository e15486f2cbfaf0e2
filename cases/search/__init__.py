"""Finding people by what is known of them: any order, any spelling, part of a date or postcode."""

from cases.search.finding import Hit, SearchPage, search_people
from cases.search.people import Filters

__all__ = ["Filters", "Hit", "SearchPage", "search_people"]

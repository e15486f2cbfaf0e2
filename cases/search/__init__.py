"""Finding people by what is known of them: any order, any spelling, part of a date or postcode."""

"""How dates and times are written, where a page or a message does not say otherwise."""

"""How often one place, or one thing, may be asked within some seconds. Counted in the shared cache."""

from hashlib import sha256

from django.core.cache import cache


def within_limit(what: str, who: str, *, most: int, seconds: int) -> bool:
    key = f"limit:{what}:{sha256(who.encode()).hexdigest()}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:  # It ran out between the two.
        return True

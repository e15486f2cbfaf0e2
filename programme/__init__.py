"""The composition root: settings, urls, the list of strands, shell pages and background work."""

from programme.celery import app as celery_app

__all__ = ["celery_app"]

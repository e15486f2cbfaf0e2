"""Tells the history triggers who is behind each request, and where."""

from pghistory.middleware import HistoryMiddleware as BaseHistoryMiddleware


class HistoryMiddleware(BaseHistoryMiddleware):
    def get_context(self, request) -> dict:
        match = request.resolver_match
        context = super().get_context(request)
        if match is not None:
            context["page"] = match.view_name
        return context

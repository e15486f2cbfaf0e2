class PrivatePagesMiddleware:
    """Keeps what a signed-in person saw out of every cache, the browser's own Back list included.

    Computers in family centres are shared: after signing out, Back must not show a family.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

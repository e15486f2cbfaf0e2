from django.http import Http404

from accounts.gates import signed_in


@signed_in
def closed(request):
    """Stands where a page of a library would open something that nobody does by themselves here."""
    raise Http404

import uuid

from django import template
from django.utils.html import format_html

from accounts.once import FIELD

register = template.Library()


@register.simple_tag(takes_context=True)
def once_token(context) -> str:
    """A hidden field that makes a second press of the button harmless. Kept when errors come back."""
    request = context.get("request")
    sent = request.POST.get(FIELD, "") if request is not None else ""
    try:
        token = uuid.UUID(sent)
    except ValueError:
        token = uuid.uuid4()
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, token)

"""Error messages that name the field, in place of "This field is required."."""

from django import forms

EMAIL = "Enter an email address in the correct format, like name@example.com"


def lowered(name: str) -> str:
    """As it reads inside a sentence. Abbreviations such as NHS keep their capitals."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def reword(field: forms.Field, *, called: str = "") -> None:
    """Gives the field our messages wherever it still has Django's own."""
    standard = _standard_messages(type(field))
    for code, message in _messages(field, called).items():
        if code not in field.error_messages or field.error_messages[code] == standard.get(code):
            field.error_messages[code] = message


def _standard_messages(field_class: type[forms.Field]) -> dict:
    messages: dict = {}
    for parent in reversed(field_class.__mro__):
        messages.update(getattr(parent, "default_error_messages", {}))
    return messages


def _messages(field: forms.Field, called: str) -> dict[str, str]:
    name = called or str(field.label or "an answer")
    # These go through %-formatting with the figures of the validator.
    subject = name.rstrip("?").replace("%", "%%")
    subject = subject[:1].upper() + subject[1:]
    return {
        "required": _required(field, name, is_question=not called and name.endswith("?")),
        "max_length": f"{subject} must be %(limit_value)d characters or fewer"
        " (it has %(show_value)d)",
        "min_length": f"{subject} must be %(limit_value)d characters or more",
        "min_value": f"{subject} must be %(limit_value)s or more",
        "max_value": f"{subject} must be %(limit_value)s or less",
        **_wrong_kind(field, subject),
    }


def _required(field: forms.Field, name: str, *, is_question: bool) -> str:
    if isinstance(field, forms.BooleanField):
        return f"Confirm that {lowered(name)}"
    if is_question:
        return f"Answer “{name}”"
    if isinstance(field, forms.FileField):
        return f"Choose a file for {lowered(name)}"
    verb = "Select" if isinstance(field, forms.ChoiceField) else "Enter"
    return f"{verb} {lowered(name)}"


def _wrong_kind(field: forms.Field, subject: str) -> dict[str, str]:
    if isinstance(field, forms.EmailField):
        return {"invalid": EMAIL}
    if isinstance(field, forms.FloatField | forms.DecimalField):
        return {"invalid": f"{subject} must be a number, like 7.5"}
    if isinstance(field, forms.IntegerField):
        return {"invalid": f"{subject} must be a whole number, like 15"}
    return {}

"""Forms that offer only what their user may see, and know which version they were opened on."""

from django import forms

from accounts.govuk.forms import GovukFormMixin


class ScopedFormMixin(GovukFormMixin):
    """Cuts every choice of related records down to what the user may see. Needs `user=`.

    A related model whose queryset cannot be scoped is offered nothing: the default is no.
    """

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        for field in self.fields.values():
            queryset = getattr(field, "queryset", None)
            if queryset is not None:
                scoped = getattr(queryset, "for_user", None)
                field.queryset = scoped(user) if scoped else queryset.none()


class ScopedForm(ScopedFormMixin, forms.Form):
    pass


class ScopedModelForm(ScopedFormMixin, forms.ModelForm):
    """A form on one record. Sends back the version it was opened on, for `save_changes`.

    `keyed_fields` are JSON fields of the model whose keys have form fields of their own, named as
    in a lookup: `answers__q1`.
    """

    keyed_fields: tuple[str, ...] = ()

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["seen_version"]
        else:
            self.fields["seen_version"].initial = self.instance.version

    @property
    def changed_fields(self) -> list[str]:
        return [name for name in self.changed_data if name in self._meta.fields]

"""Draws every Django form of the project with the GOV.UK templates."""

from django.forms.renderers import TemplatesSetting

from accounts.govuk.bound_field import GovukBoundField


class GovukRenderer(TemplatesSetting):
    form_template_name = "govuk/form.html"
    formset_template_name = "govuk/formset.html"
    field_template_name = "govuk/field.html"
    bound_field_class = GovukBoundField

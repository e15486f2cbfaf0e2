from cases.forms.facts import FactForm, name_input
from cases.models import Family


class FamilyForm(FactForm):
    class Meta:
        model = Family
        fields = ("name",)
        widgets = {"name": name_input()}
        help_texts = {"name": "What the team calls the family. Often the children’s last name."}

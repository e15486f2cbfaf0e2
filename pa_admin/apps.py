from django.apps import AppConfig


class PaAdminConfig(AppConfig):
    name = "pa_admin"

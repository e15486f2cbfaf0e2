from django.apps import AppConfig


class WillowConfig(AppConfig):
    name = "willow"

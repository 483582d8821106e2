from django.apps import AppConfig


class FourthKindConfig(AppConfig):
    name = "tests.fourth_kind.app"
    label = "fourth_kind"

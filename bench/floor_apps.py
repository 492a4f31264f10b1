"""The accounts app without its check for middleware: its tables, and none of its work."""

from django.apps import AppConfig


class Account(AppConfig):
    """The tables of django-allauth's accounts."""

    name = "allauth.account"

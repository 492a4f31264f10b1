"""Addresses of the floor."""

from django.urls import path

from bench.views import floor, usage

urlpatterns = [path("floor/", floor), path("bench/usage/", usage)]

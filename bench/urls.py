"""The platform's addresses, and one that tells what the process has used."""

from django.urls import include, path

from bench.views import usage

urlpatterns = [path("bench/usage/", usage), path("", include("elearning.urls"))]

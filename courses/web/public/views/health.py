"""Whether the process lives, and whether it can serve."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from courses.web.public.gate import anybody


@anybody(methods=["GET"])
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every view takes the request
    """Answer that the process is alive; asks nothing else."""
    return JsonResponse({"status": "alive"})


@anybody(methods=["GET"])
def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every view takes the request
    """Answer whether the database can be reached: 200, or 503 until it can."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database unreachable"}, status=503)
    return JsonResponse({"status": "ready"})

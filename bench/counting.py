"""Counts the queries of a request that asks for it by the header X-Count-Queries."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


def count_queries(get_response: Handler) -> Handler:
    """Return middleware that answers with the header X-Queries where it is asked to.

    The statements are those that the tests count, savepoints among them. Django's own counter is
    left alone: with it comes all that tests need, and the memory of a served process is measured.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "HTTP_X_COUNT_QUERIES" not in request.META:
            return get_response(request)
        connection.ensure_connection()
        before = len(connection.queries_log)
        connection.force_debug_cursor = True
        try:
            response = get_response(request)
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = list(response)
        finally:
            connection.force_debug_cursor = False
        response["X-Queries"] = str(len(connection.queries_log) - before)
        return response

    return middleware

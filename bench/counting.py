"""Counts the queries of a request that asks for it by the header X-Count-Queries."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test.utils import CaptureQueriesContext

Handler = Callable[[HttpRequest], HttpResponse]


def count_queries(get_response: Handler) -> Handler:
    """Return middleware that answers with the header X-Queries where it is asked to.

    The statements are those that the tests count, savepoints among them.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "X-Count-Queries" not in request.headers:
            return get_response(request)
        with CaptureQueriesContext(connection) as queries:
            response = get_response(request)
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = list(response)
        response["X-Queries"] = str(len(queries))
        return response

    return middleware

"""The bare page that everything is measured against, and the usage of the process."""

import resource
import sys
import time

from django.contrib.auth.decorators import login_not_required, login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

# ru_maxrss counts bytes on macOS and kibibytes elsewhere.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


@login_required
def floor(request: HttpRequest) -> HttpResponse:
    """Show a signed-in person their name."""
    return render(request, "floor.html")


@login_not_required
def usage(_request: HttpRequest) -> HttpResponse:
    """Tell the processor seconds and the most memory this process has used so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT
    return JsonResponse({"cpu_seconds": time.process_time(), "peak_bytes": peak})

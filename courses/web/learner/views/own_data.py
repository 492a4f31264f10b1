"""Everything that is held about the learner: what it is, and all of it to take away."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from courses.common.dates import local_date
from courses.usecases.own_data import archive, as_json, evidence_of, labels, own_data
from courses.web.learner.gate import MemberRequest, learners
from courses.web.learner.own_data_page import kept_for, parts_of


@learners(methods=["GET"])
def everything(request: MemberRequest) -> HttpResponse:
    """Say what is held about the sender, how much of each, and offer all of it."""
    data = own_data(request.user, at=timezone.now())
    parts = parts_of(data, labels())
    context = {
        "held": [part for part in parts if part.rows],
        "empty": [part.name for part in parts if not part.rows],
    }
    return render(request, "courses/learner/own_data.html", context)


@learners(methods=["GET"])
def everything_file(request: MemberRequest) -> HttpResponse:
    """Give all of it: for other software, for reading, and the files that were attached."""
    now = timezone.now()
    data = own_data(request.user, at=now) | {
        "check_certificates_at": f"{settings.SITE_URL}/verify/",
        "kept_for": kept_for(),
    }
    context = {"parts": parts_of(data, labels()), "name": request.user.name, "made_at": now}
    files = {
        "data.json": as_json(data).encode(),
        "index.html": render_to_string("courses/learner/own_data_file.html", context).encode(),
        **evidence_of(request.user),
    }
    answer = HttpResponse(archive(files), content_type="application/zip")
    name = f"my-data-{local_date(now).isoformat()}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

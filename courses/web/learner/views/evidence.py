"""What the learner attached to training they did elsewhere, given back to them."""

from django.http import Http404, HttpResponse

from courses.learning import evidence as files
from courses.learning.brought import own_brought
from courses.web.evidence import sandboxed
from courses.web.learner.gate import MemberRequest, learners


@learners(methods=["GET"])
def evidence(request: MemberRequest, brought: int) -> HttpResponse:
    """Give one's own file.

    :raises Http404: when the record is missing, or somebody else's.
    """
    record = own_brought(learner=request.user, pk=brought)
    if record is None:
        raise Http404
    data = files.kept(record.file) if record.file else None
    return sandboxed(data, kind=record.file_kind, name=f"evidence-{record.pk}")

"""From the answers of a rule's form to what a use case takes, and what is impossible of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from courses.accounts.place_rows import tags_of
from courses.accounts.places import Places, places_in
from courses.catalogue.models import Course
from courses.compliance.models import Requirement
from courses.compliance.possible import ImpossibleRule
from courses.compliance.rehearsal import refuse_impossible
from courses.compliance.services import Asked
from courses.web.lead.gate import LeadRequest
from courses.web.lead.rule_audience_forms import audience_of
from courses.web.lead.rule_term_forms import TermsForm


def places_to_name(request: LeadRequest) -> Places:
    """Return the jobs, sites, teams and tags that a rule of the sender may name; four queries."""
    return replace(places_in(request.scope), tags=tags_of(request.organisation))


def asked_by(form: TermsForm, courses: Sequence[Course]) -> Asked:
    """Return what the rule shall ask for, and of whom, as a use case takes it."""
    data = form.cleaned_data
    shorter = next((one for one in courses if one.slug == data["refresher"]), None)
    return {
        **form.terms(),
        "refresher": shorter,
        "audience": audience_of(data),
    }


def is_impossible(form: TermsForm, drawn: Requirement, *, on: date) -> bool:
    """Test whether the rule contradicts itself or another; then say so at the fields."""
    try:
        refuse_impossible(drawn, on=on)
    except ImpossibleRule as impossible:
        form.show_faults(impossible.faults)
        return True
    return False

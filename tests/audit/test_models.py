"""What the tables of the trail refuse."""

import pytest
from django.db import IntegrityError, transaction

from courses.audit.models import AuditChain, AuditEvent


def test_a_chain_has_one_head(elm, trail):
    head = AuditChain.objects.get(organisation_id=elm.organisation.pk)
    assert str(head) == f"chain {elm.organisation.pk}"

    with pytest.raises(IntegrityError, match="organisation_id"), transaction.atomic():
        AuditChain.objects.create(organisation_id=elm.organisation.pk)

    assert AuditChain.objects.get(organisation_id=elm.organisation.pk) == head


def test_a_sequence_has_one_event(trail):
    twin = AuditEvent.objects.get(pk=trail[1].pk)
    twin.pk = None

    with pytest.raises(IntegrityError, match="sequence"), transaction.atomic():
        twin.save()

    assert AuditEvent.objects.filter(chain=twin.chain).count() == 3

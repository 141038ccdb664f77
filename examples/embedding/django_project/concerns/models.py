"""A contact, the draft in which it is told, and the decision."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import models

__all__ = ["Contact", "Decision", "Draft"]


class Contact(models.Model):
    """One person telling us of one worry; its id is random and says nothing."""

    id: models.UUIDField[uuid.UUID, uuid.UUID] = models.UUIDField(
        primary_key=True, default=uuid.uuid4, editable=False
    )
    begun: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Return the id, and nothing that was told."""
        return str(self.pk)


class Draft(models.Model):
    """Answers so far, and the version of the pack that they are answers to."""

    contact: models.OneToOneField[Contact, Contact] = models.OneToOneField(
        Contact, on_delete=models.CASCADE, primary_key=True
    )
    pack_digest: models.CharField[str, str] = models.CharField(max_length=64)
    version: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    answers: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    def __str__(self) -> str:
        """Return the id, and no answer."""
        return str(self.pk)


class Decision(models.Model):
    """What was decided, with all that is needed to decide it again; it is never changed."""

    contact: models.OneToOneField[Contact, Contact] = models.OneToOneField(
        Contact, on_delete=models.PROTECT, primary_key=True
    )
    record: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    sent_anyway: models.BooleanField[bool, bool] = models.BooleanField(default=False)

    def __str__(self) -> str:
        """Return the id, and nothing of the decision."""
        return str(self.pk)

"""What this process holds: one front door, opened when Django starts."""

from __future__ import annotations

from typing import cast

from django.apps import AppConfig, apps
from django.conf import settings
from front_door import FrontDoor, open_front_door
from question_page import unshowable

__all__ = ["ConcernsConfig", "front_door"]


class ConcernsConfig(AppConfig):
    """Opens the front door, or stops the start."""

    name = "concerns"
    door: FrontDoor

    def ready(self) -> None:
        """Read every pack; one that has a problem, or that no form can ask, stops the start."""
        self.door = open_front_door(cast("list[str]", settings.CONCERN_PACKS))
        for pack in self.door.packs.values():
            if unknown := unshowable(pack.questionnaire()):
                raise SystemExit(f"no form can ask {', '.join(unknown)}")


def front_door() -> FrontDoor:
    """Return this process's front door."""
    return cast("ConcernsConfig", apps.get_app_config("concerns")).door

"""A deal that came into another stage, in a few words."""

from __future__ import annotations

from salesops_tui.domain.stages import Stage, StageKind
from salesops_tui.i18n import _, language


def move_words(old: Stage | None, new: Stage) -> str:
    """What happened, without the deal's name."""
    if new.kind is StageKind.WON:
        return _("won")
    if new.kind is StageKind.LOST:
        return _("lost")
    if old is None:
        return _("new in {stage}").format(stage=new.name(language()))
    return f"{old.name(language())} → {new.name(language())}"


def is_forward(old: Stage | None, new: Stage) -> bool:
    """Whether it brought the deal nearer to being won."""
    return new.kind is not StageKind.LOST and (old is None or new.position > old.position)

"""Write the reference pages: ``python docs/make_pages.py``. They are made from the program's own commands and definitions.

``keys.md`` lists what every key does, ``figures.md`` how every figure is computed, each also in Chinese (``.zh.md``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from salesops_tui import i18n
from salesops_tui.i18n import _
from salesops_tui.services.definitions import DEFINITIONS, MISSING
from salesops_tui.ui.commands import PROGRAM, ROOMS, Command, Group
from salesops_tui.ui.screens.deal import DealScreen
from salesops_tui.ui.screens.meeting import MeetingScreen
from salesops_tui.ui.screens.meetings import MeetingsRoom
from salesops_tui.ui.screens.pipeline import PipelineRoom
from salesops_tui.ui.screens.standup import StandupRoom
from salesops_tui.ui.screens.task import TaskScreen
from salesops_tui.ui.screens.tasks import TasksRoom
from salesops_tui.ui.screens.views_room import ViewsRoom
from salesops_tui.ui.screens.week import WeekRoom

FOLDER: Final = Path(__file__).parent
SUFFIXES: Final = {"en": "", "zh_Hans": ".zh"}
_ROOMS: Final[Sequence[type[ViewsRoom]]] = (StandupRoom, WeekRoom, PipelineRoom, TasksRoom, MeetingsRoom)
_TITLES: Final = {
    "en": {
        "keys": "Keys",
        "keys about": "Made from the program's own commands; `?` shows the same where you are. Every letter has a twin that "
        "works while a Chinese input method is on.",
        "everywhere": "Everywhere",
        "key": "Key",
        "does": "What it does",
        "deal": "A deal's page",
        "task": "A task's page",
        "meeting": "A meeting's page",
        "figures": "How each figure is computed",
        "figures about": "Made from the program's own definitions; `=` tells the same of the figure under the cursor, with "
        "the records and dates behind it. Amounts are in the base currency at the rates of the settings.",
        "missing": "When a figure is n/a",
    },
    "zh_Hans": {
        "keys": "按键",
        "keys about": "由程序自身的命令生成；在任何位置按 `?` 可看到同样的说明。"
        "每个字母键都另有一个在中文输入法打开时也有效的键。",
        "everywhere": "各处通用",
        "key": "按键",
        "does": "作用",
        "deal": "商机页",
        "task": "任务页",
        "meeting": "会议页",
        "figures": "各项指标如何计算",
        "figures about": "由程序自身的定义生成；光标停在指标上按 `=` 可看到同样的说明，以及背后的记录和日期。"
        "金额按设置中的汇率折算为本位币。",
        "missing": "指标何时为“无”",
    },
}


def pages() -> dict[str, str]:
    """Every page by its file name."""
    made = {}
    before = i18n.language()
    for language, suffix in SUFFIXES.items():
        i18n.set_language(language)
        made[f"keys{suffix}.md"] = "\n".join(_keys(_TITLES[language])) + "\n"
        made[f"figures{suffix}.md"] = "\n".join(_figures(_TITLES[language])) + "\n"
    i18n.set_language(before)
    return made


def _keys(titles: dict[str, str]) -> Iterator[str]:
    yield f"# {titles['keys']}"
    yield ""
    yield titles["keys about"]
    yield from _table(titles["everywhere"], PROGRAM, titles)
    for room in _ROOMS:
        name = next(_(one.label) for one in ROOMS if room.KEY in one.keys)
        yield from _table(f"{room.KEY} {name}", room.OFFERED, titles)
        for view in map(room.make_view, room.CLASSES):
            known = {command.action for command in room.OFFERED}
            own = [
                command for command in view.OFFERED if command.action not in known and command.group is not Group.MOVE
            ]
            if own:
                yield from _table(f"{room.KEY} {name} · {_(view.COMMAND.label)}", own, titles)
    for title, page in (("deal", DealScreen), ("task", TaskScreen), ("meeting", MeetingScreen)):
        yield from _table(titles[title], page.OFFERED, titles)


def _table(title: str, commands: Sequence[Command], titles: dict[str, str]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""
    yield f"| {titles['key']} | {titles['does']} |"
    yield "|---|---|"
    for command in dict.fromkeys(commands):
        keys = " ".join(f"`{key}`" for key in command.key_names.split(" "))
        yield f"| {_cell(keys)} | {_cell(command.words)} |"


def _figures(titles: dict[str, str]) -> Iterator[str]:
    yield f"# {titles['figures']}"
    yield ""
    yield titles["figures about"]
    for definition in DEFINITIONS.values():
        yield ""
        yield f"## {_(definition.name)}"
        yield ""
        yield _(definition.meaning)
        if definition.formula:
            yield ""
            yield f"> {_(definition.formula)}"
        if definition.source:
            yield ""
            yield _(definition.source)
    yield ""
    yield f"## {titles['missing']}"
    yield ""
    yield from (f"- {_(reason)}" for reason in MISSING.values())


def _cell(text: str) -> str:
    """Text inside a table of Markdown."""
    return text.replace("|", "\\|")


if __name__ == "__main__":
    for name, content in pages().items():
        (FOLDER / name).write_text(content, encoding="utf-8")

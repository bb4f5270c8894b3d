"""A line becomes a task."""

from __future__ import annotations

from datetime import date, time

import pytest

from salesops_tui.domain.people import Person
from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.quick_add.reading import NameKind, Unclear
from salesops_tui.domain.recurrences import Recurrence
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.services import names, quick_add
from salesops_tui.services.deals import DealForm, add_deal
from salesops_tui.services.quick_add import add_line, add_lines, look, read_line
from salesops_tui.services.reading_words import Tone, describe
from salesops_tui.services.session import Session
from salesops_tui.services.steps import next_to_undo
from salesops_tui.services.tasks import TaskRefused
from tests.services.helpers import Desk

HERE = Origin.SCREEN


@pytest.fixture
def session(desk: Desk) -> Session:
    """People, and three deals of two accounts."""
    with desk.session.workbook.step(StepKind.IMPORT, HERE, {"files": ["x"], "created": 1, "updated": 0}):
        desk.session.workbook.people.insert([Person("li", "Li Na", ("李娜",)), Person("zhao", "Zhao Lei")])
    for name, account in (("ERP rollout", "Huadong Pharma"), ("Portal", "Beike"), ("Warehouse", "Beike")):
        add_deal(desk.session, DealForm(name, account, "Zhao Lei", "contact", "1000"), HERE)
    return desk.session


def told(session: Session, line: str, *, asks: bool = True) -> list[str]:
    return [piece.text for piece in describe(look(session, line), asks=asks)]


def test_the_issues_english_line(session: Session) -> None:
    added = add_line(session, "call Huadong fri 3pm !! @LiNa #negotiation ~30m every 2 weeks", HERE)
    task = added.task
    deal = session.workbook.deals.get(task.deal_id or "")
    assert deal is not None
    assert (task.title, task.due_on, task.due_at) == ("call Huadong", date(2026, 11, 27), time(15))
    assert (task.important, task.owner_id, task.tags, task.estimate) == (True, "li", ("negotiation",), 30)
    assert (deal.name, task.account_id) == ("ERP rollout", deal.account_id)
    assert task.recurrence == Recurrence("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR")
    assert task.series_id == task.id
    assert next_to_undo(session) == "Add the task “call Huadong”"


def test_the_reading_is_told_while_it_is_typed(session: Session) -> None:
    assert told(session, "call Huadong 2026-12-02 3pm !! @LiNa #negotiation ~30m") == [
        "Schedule", "due Wed 2 Dec 2026 15:00", "Li Na", "ERP rollout", "30 min", "#negotiation",
    ]  # fmt: skip
    assert told(session, "") == []
    assert look(session, "x").quadrant is Quadrant.DROP


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("call @nobody", "nobody is called “@nobody”: it stays in the title"),
        ("pay 31 Nov", "there is no “31 Nov”: it stays in the title"),
        ("call Beike", "“Beike” may be Portal, Warehouse, Beike: enter asks"),
        ("check every 30 feb", "“every 30 feb” never comes: it stays in the title"),
        ("call 2026-11-01", "“2026-11-01” has passed"),
        ("fri", "what is to be done?"),
    ],
)
def test_what_is_unclear_is_said_in_words(session: Session, line: str, words: str) -> None:
    pieces = describe(look(session, line))
    assert [piece.text for piece in pieces if piece.tone is Tone.WARNING] == [words]


def test_what_is_unclear_stands_in_no_ones_way(session: Session) -> None:
    task = add_line(session, "call Beike @nobody 31 Nov", HERE).task
    assert (task.title, task.deal_id, task.owner_id) == ("call Beike @nobody 31 Nov", None, None)


def test_what_somebody_picked_is_linked(session: Session) -> None:
    (problem,) = read_line(session, "call Beike").problems
    assert problem.kind is Unclear.SEVERAL_NAMES
    chosen = next(named for named in problem.candidates if named.name == "Warehouse")
    task = add_line(session, "call Beike", HERE, chosen=[chosen]).task
    assert task.deal_id == chosen.id
    account = next(named for named in problem.candidates if named.kind is NameKind.ACCOUNT)
    assert add_line(session, "call Beike", HERE, chosen=[account]).task.account_id == account.id


def test_typed_at_a_deal_it_belongs_to_it_and_to_its_owner(session: Session) -> None:
    deal = session.workbook.deals.naming()[0][0]
    assert add_line(session, "send the contract", HERE, deal_id=deal).task.owner_id == "zhao"
    task = add_line(session, "send the contract @李娜", HERE, deal_id=deal).task
    assert (task.deal_id, task.owner_id) == (deal, "li")


def test_a_word_about_urgency_ends(session: Session) -> None:
    dated = add_line(session, "quote 2026-12-20 !urgent", HERE).task
    assert (dated.urgent, dated.urgent_until) == (True, date(2026, 12, 20))
    undated = add_line(session, "quote !urgent", HERE).task
    assert (undated.urgent, undated.urgent_until) == (True, date(2026, 11, 25))


def test_several_lines_are_one_step(session: Session) -> None:
    assert len(add_lines(session, ["one", "two !!"], HERE)) == 2
    assert next_to_undo(session) == "Add 2 tasks"
    session.workbook.undo.undo(HERE)
    assert session.workbook.tasks.all() == []


@pytest.mark.parametrize("line", ["", "   ", "fri 3pm", "@LiNa #x", "x" * 20_001])
def test_a_line_that_says_nothing_is_refused_and_nothing_is_written(session: Session, line: str) -> None:
    before = session.workbook.version()
    with pytest.raises(TaskRefused):
        add_line(session, line, HERE)
    assert session.workbook.version() == before


def test_hostile_text_is_a_title(session: Session) -> None:
    task = add_line(session, "[@click=app.quit]x[/] \x1b[31mred\x1b[0m", HERE).task
    assert task.title == "[@click=app.quit]x[/] red"


def test_names_are_read_anew_only_when_one_has_changed(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    readings: list[Session] = []
    read = names._read

    def counted(found: Session) -> names.Names:
        readings.append(found)
        return read(found)

    monkeypatch.setattr(names, "_read", counted)
    names._KNOWN.clear()
    quick_add.read_line(session, "call")
    add_line(session, "call Huadong", HERE)
    quick_add.read_line(session, "call")
    assert len(readings) == 1
    add_deal(session, DealForm("New one", "Nanfang", "Zhao Lei", "contact"), HERE)
    assert [named.name for named in (read_line(session, "call Nanfang").deal,) if named] == ["New one"]
    assert len(readings) == 2

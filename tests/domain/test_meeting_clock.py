"""The clock of a meeting: items by the minute, an overrun paid by what was saved and then by the items to come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from salesops_tui.domain import meeting_clock
from salesops_tui.domain.meeting_clock import dial

START = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    """So many seconds after the start."""
    return START + timedelta(seconds=seconds)


def test_an_hour_from_item_to_item() -> None:
    run = meeting_clock.start([10, 20, 30], [1, 3, 2], START)
    shown = dial(run, after(90))
    assert (shown.used, shown.item_left, shown.left) == (90, 510, 3510)
    run = meeting_clock.go_to(run, 1, after(600))
    assert dial(run, after(600)).allotted == (600, 1200, 1800)
    run = meeting_clock.go_to(run, 2, after(1800))
    through = meeting_clock.go_to(run, 3, after(3600))
    assert (through.is_over, through.spent) == (True, (600, 1200, 1800))
    assert dial(through, after(9999)).left == 0


def test_an_overrun_is_taken_from_the_items_to_come_by_their_priority() -> None:
    run = meeting_clock.go_to(meeting_clock.start([10, 20, 30], [1, 3, 2], START), 1, after(900))
    assert dial(run, after(900)).allotted == (600, 900, 1800)


def test_what_was_saved_pays_first() -> None:
    run = meeting_clock.start([10, 10, 10], [2, 2, 2], START)
    run = meeting_clock.go_to(run, 1, after(300))
    run = meeting_clock.go_to(run, 2, after(1200))
    assert dial(run, after(1200)).allotted == (600, 600, 600)


def test_back_and_jump_go_on_counting_where_they_stopped() -> None:
    run = meeting_clock.start([10, 10, 10], [2, 2, 2], START)
    run = meeting_clock.go_to(run, 2, after(100))
    back = meeting_clock.go_to(run, 0, after(150))
    assert dial(back, after(200)).used == 150
    assert list(back.spent) == [100, 0, 50]
    assert meeting_clock.go_to(back, -5, after(200)).place == 0


def test_paused_it_stands_and_left_running_it_stands_where_it_was_pressed() -> None:
    paused = meeting_clock.pause(meeting_clock.start([10], [2], START), after(60))
    resumed = meeting_clock.resume(paused, after(999))
    late = after(999) + timedelta(hours=13)
    forgotten = meeting_clock.awake(resumed, late)
    used = [dial(paused, after(999)).used, dial(resumed, after(1000)).used, dial(forgotten, late).used]
    assert used == [60, 61, 60]


def test_a_clock_set_back_counts_nothing() -> None:
    run = meeting_clock.start([10], [2], START)
    assert dial(run, after(-500)).used == 0

"""What the same work costs at the least: the things that the program is compared with, in the same run."""

from __future__ import annotations

import sys

BARE_LIST = """
from rich.segment import Segment
from textual.app import App
from textual.strip import Strip
from textual.widget import Widget

class Rows(Widget, can_focus=True):
    BINDINGS = [("down", "move(1)"), ("up", "move(-1)")]
    cursor = 0
    def action_move(self, by):
        self.cursor = max(0, min(99_999, self.cursor + by))
        self.refresh()
    def render_line(self, y):
        row = max(0, self.cursor - self.size.height + 1) + y
        return Strip([Segment(f"Deal {row:06} {'<' if row == self.cursor else ''}".ljust(self.size.width))])

class Bare(App):
    def compose(self):
        yield Rows()

Bare().run()
"""
"""A Textual program that shows one line-API list of 100,000 rows and does nothing else."""

PANDAS = """
import sqlite3, sys
import pandas
frame = pandas.read_csv(sys.argv[1])
connection = sqlite3.connect(sys.argv[2])
connection.execute(f"CREATE TABLE deal ({', '.join(f'c{n}' for n in range(len(frame.columns)))})")
with connection:
    marks = ", ".join("?" * len(frame.columns))
    connection.executemany(
        f"INSERT INTO deal VALUES ({marks})", frame.astype(object).itertuples(index=False, name=None)
    )
"""
"""Reading a CSV file with pandas and inserting it with one executemany; no type is checked, no row compared."""


def python(code: str, *arguments: str) -> list[str]:
    """The command that runs it."""
    return [sys.executable, "-c", code, *arguments]

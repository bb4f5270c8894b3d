"""``salesops`` and ``python -m salesops_tui``: prepare the terminal, then the command line."""

from __future__ import annotations

import sys

from salesops_tui import terminal


def main() -> None:
    """Run the command that the arguments name."""
    # Before anything imports Textual, which reads its settings once.
    terminal.prepare()
    from salesops_tui.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

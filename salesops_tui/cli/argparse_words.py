"""The words of ``argparse`` itself in our languages: its heads, its help, and its complaints about arguments."""

from __future__ import annotations

import argparse
from typing import Final

from salesops_tui.i18n import _, mark, ngettext

_WORDS: Final = (
    mark("usage: "),
    mark("options"),
    mark("positional arguments"),
    mark("show this help message and exit"),
    mark("show program's version number and exit"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("expected one argument"),
    mark("expected at most one argument"),
    mark("expected at least one argument"),
    mark("the following arguments are required: %s"),
    mark("unrecognized arguments: %s"),
    mark("not allowed with argument %s"),
    mark("one of the arguments %s is required"),
    mark("ignored explicit argument %r"),
    mark("ambiguous option: %(option)s could match %(matches)s"),
    mark("invalid %(type)s value: %(value)r"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
)
"""What a person can get to see of it."""


def translate_argparse() -> None:
    """Have ``argparse`` ask our catalogues. It looks its words up under these names whenever it says something."""
    vars(argparse).update(_=_, ngettext=ngettext)

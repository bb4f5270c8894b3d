"""The one family of errors whose text is meant for the person at the terminal."""

from __future__ import annotations


class SalesopsError(Exception):
    """A problem that a person can act on.

    Its text is complete and already in the program's language: what happened, to which record or line, what was kept
    and what to do. Whoever catches it shows the text as it stands; every other exception is a defect and goes to the log.
    """

    exit_code = 1
    """What the command line returns to the shell after showing this error."""


class UsageError(SalesopsError):
    """The words of a command were off."""

    exit_code = 2

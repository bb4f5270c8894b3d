"""The one thread that owns the workbook while the screen is open: everybody awaits it, nobody blocks on it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Concatenate, Generic, ParamSpec, TypeVar

S = TypeVar("S")
T = TypeVar("T")
P = ParamSpec("P")


class Gateway(Generic[S]):
    """Runs functions, one after the other, on a thread that opens something and keeps it: a workbook, in a session.

    The thread starts at once, so that opening the file and the first query overlap with whatever the caller does next.
    """

    def __init__(self, opener: Callable[[], S], closer: Callable[[S], None]) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="workbook")
        self._closer = closer
        self._session: Future[S] = self._thread.submit(opener)

    def submit(self, function: Callable[Concatenate[S, P], T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Put a function in the queue; it gets the session as its first argument."""
        return self._thread.submit(lambda: function(self._session.result(), *args, **kwargs))

    async def call(self, function: Callable[Concatenate[S, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a function's result; its exceptions arrive here."""
        return await asyncio.wrap_future(self.submit(function, *args, **kwargs))

    async def renew(self, change: Callable[[S], S]) -> None:
        """Have another session from now on, made from this one on its own thread. Raises what making it raised; then this one
        stays."""

        def renewed() -> None:
            session = change(self._session.result())
            self._session = Future()
            self._session.set_result(session)

        await asyncio.wrap_future(self._thread.submit(renewed))

    def opened(self) -> S:
        """Wait until the session is open. Raises what opening it raised."""
        return self._session.result()

    def close(self) -> None:
        """Wait for what is queued, then close the session on its own thread."""
        try:
            if self._session.exception() is None:
                self._thread.submit(lambda: self._closer(self._session.result())).result()
        finally:
            self._thread.shutdown()

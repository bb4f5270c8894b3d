"""The one thread that owns the workbook while the screen is open: everybody awaits it, nobody blocks on it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Concatenate, Generic, ParamSpec, Protocol, TypeVar

S = TypeVar("S")
C = TypeVar("C", contravariant=True)
T = TypeVar("T")
P = ParamSpec("P")


class Rescue(Protocol[C]):
    """Makes a job possible that has just failed."""

    def mark(self, session: C) -> int:
        """How far the session has come; a job that failed may be done again only if that is still so."""
        ...

    def makes_possible(self, session: C, error: Exception) -> bool:
        """Whether something was done after which the job may succeed."""
        ...


class Gateway(Generic[S]):
    """Runs functions, one after the other, on a thread that opens something and keeps it: a workbook, in a session.

    The thread starts at once, so that opening the file and the first query overlap with whatever the caller does next.
    """

    def __init__(self, opener: Callable[[], S], closer: Callable[[S], None], rescue: Rescue[S] | None = None) -> None:
        """What fails is done once more where ``rescue`` made that possible."""
        self._rescue = rescue
        self.rescued = 0
        """How many jobs were saved so."""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="workbook")
        self._closer = closer
        self._session: Future[S] = self._thread.submit(opener)

    def submit(self, function: Callable[Concatenate[S, P], T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Put a function in the queue; it gets the session as its first argument."""
        return self._thread.submit(lambda: self._do(lambda session: function(session, *args, **kwargs)))

    def _do(self, job: Callable[[S], T]) -> T:
        session = self._session.result()
        if self._rescue is None:
            return job(session)
        mark = self._rescue.mark(session)
        try:
            return job(session)
        except Exception as error:
            if self._rescue.mark(session) != mark or not self._rescue.makes_possible(session, error):
                raise
        self.rescued += 1
        return job(session)

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

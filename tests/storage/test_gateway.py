"""The thread that owns the workbook."""

from __future__ import annotations

import asyncio
import threading
from typing import NoReturn

import pytest

from salesops_tui.storage.gateway import Gateway


class Held:
    """What a gateway keeps, noting the thread of every use."""

    def __init__(self) -> None:
        self.threads = {threading.get_ident()}
        self.order: list[int] = []
        self.closed = False


def note(held: Held, number: int = 0) -> int:
    """Use it."""
    held.threads.add(threading.get_ident())
    held.order.append(number)
    return number


def close(held: Held) -> None:
    """Let go of it."""
    held.threads.add(threading.get_ident())
    held.closed = True


async def test_all_calls_run_one_after_the_other_on_one_thread_of_their_own() -> None:
    gateway = Gateway(Held, close)
    held = gateway.opened()
    assert await asyncio.gather(*(gateway.call(note, number) for number in range(50))) == list(range(50))
    gateway.close()
    assert held.order == list(range(50))
    assert held.closed
    assert len(held.threads) == 1
    assert threading.get_ident() not in held.threads


async def test_the_loop_goes_on_while_a_call_is_waited_for() -> None:
    gateway = Gateway(Held, close)
    let_go = threading.Event()
    waiting = asyncio.create_task(gateway.call(lambda _held: let_go.wait(10)))
    await asyncio.sleep(0)
    let_go.set()
    assert await waiting
    gateway.close()


async def test_what_goes_wrong_arrives_where_it_was_asked_and_ends_nothing() -> None:
    def fail(_held: Held) -> NoReturn:
        raise ValueError("no such deal")

    gateway = Gateway(Held, close)
    with pytest.raises(ValueError, match="no such deal"):
        await gateway.call(fail)
    assert await gateway.call(note, 7) == 7
    gateway.close()


async def test_a_session_that_did_not_open_says_so_to_everybody_and_closes_quietly() -> None:
    def fail() -> Held:
        raise OSError("no disk")

    gateway = Gateway(fail, close)
    for _time in range(2):
        with pytest.raises(OSError, match="no disk"):
            await gateway.call(note)
    with pytest.raises(OSError, match="no disk"):
        gateway.opened()
    gateway.close()

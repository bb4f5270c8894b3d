"""A program in a pseudo-terminal, timed from outside. POSIX only."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_SILENCE_S = 0.03
_PATIENCE_S = 30.0


@dataclass
class TerminalRun:
    """What a person at the terminal would have felt, in milliseconds."""

    ready: float
    keys: list[float] = field(default_factory=list)
    """Each key: from pressing it to the last byte of the repaint."""
    echoes: list[float] = field(default_factory=list)
    """Each key: from pressing it to the first byte."""
    peak_mb: float = 0.0


def run(
    command: Sequence[str],
    expected: bytes,
    keys: Sequence[bytes],
    environment: Mapping[str, str],
    silence_s: float = _SILENCE_S,
) -> TerminalRun:
    """Start a program on 120x40, wait until a text is on the screen, press keys, and end it.

    A key's repaint is over once nothing came for so long: longer than any pause between its echo and its result.
    """
    began = time.perf_counter()
    pid, terminal = _start(command, environment)
    try:
        _read_until(terminal, expected)
        result = TerminalRun((time.perf_counter() - began) * 1000)
        _read_until_silent(terminal)
        for key in keys:
            pressed = time.perf_counter()
            os.write(terminal, key)
            came = _read_until_silent(terminal, silence_s)
            if came is not None:
                first, last = came
                result.echoes.append((first - pressed) * 1000)
                result.keys.append((last - pressed) * 1000)
        result.peak_mb = _peak_mb(pid)
        return result
    finally:
        _end(pid, terminal)


def switch(
    command: Sequence[str], ready: bytes, steps: Sequence[tuple[bytes, bytes]], environment: Mapping[str, str]
) -> TerminalRun:
    """Start a program on 120x40, then press one key after the other, each timed until a text of its own is on the screen."""
    began = time.perf_counter()
    pid, terminal = _start(command, environment)
    try:
        _read_until(terminal, ready)
        result = TerminalRun((time.perf_counter() - began) * 1000)
        for key, expected in steps:
            _read_until_silent(terminal)
            pressed = time.perf_counter()
            os.write(terminal, key)
            _read_until(terminal, expected)
            result.keys.append((time.perf_counter() - pressed) * 1000)
        result.peak_mb = _peak_mb(pid)
        return result
    finally:
        _end(pid, terminal)


def cost(
    command: Sequence[str], ready: bytes, keys: Sequence[bytes], environment: Mapping[str, str], seconds: float
) -> float:
    """The share of one processor that a program takes by itself, over so many seconds after some keys. Linux only."""
    pid, terminal = _start(command, environment)
    try:
        _read_until(terminal, ready)
        for key in keys:
            _read_until_silent(terminal)
            os.write(terminal, key)
        _read_until_silent(terminal)
        used, until = _processor_s(pid), time.perf_counter() + seconds
        while time.perf_counter() < until:
            if select.select([terminal], [], [], 0.1)[0]:
                os.read(terminal, 65536)
        return (_processor_s(pid) - used) / seconds
    finally:
        _end(pid, terminal)


def _processor_s(pid: int) -> float:
    times = Path(f"/proc/{pid}/stat")
    if not times.is_file():
        return 0.0
    fields = times.read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _start(command: Sequence[str], environment: Mapping[str, str]) -> tuple[int, int]:
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], list(command), {**os.environ, "TERM": "xterm-256color", **environment})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    return pid, terminal


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.is_file():
        return 0.0
    peak = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1000


def _end(pid: int, terminal: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)


def _read_until(terminal: int, expected: bytes) -> None:
    seen = b""
    deadline = time.perf_counter() + _PATIENCE_S
    while expected not in seen:
        if not select.select([terminal], [], [], deadline - time.perf_counter())[0]:
            raise TimeoutError(expected)
        seen += os.read(terminal, 65536)


def _read_until_silent(terminal: int, silence_s: float = _SILENCE_S) -> tuple[float, float] | None:
    """When the first and the last byte came, or None if none did."""
    first = last = None
    deadline = time.perf_counter() + _PATIENCE_S
    while select.select([terminal], [], [], silence_s if last else 0.25)[0] and time.perf_counter() < deadline:
        os.read(terminal, 65536)
        last = time.perf_counter()
        first = first or last
    return (first, last) if first is not None and last is not None else None

"""What an input method commits, as a terminal sends it, through Textual's parser of the input."""

from __future__ import annotations

import os

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from salesops_tui.terminal import KITTY_OPT_OUT, prepare

POEM = "床前明月光疑是地上霜举头望明月低头思故乡"
PUNCTUATION = "，。、；：？！“”‘’（）《》【】—…￥·～＠＃１２３ａｂｃ\u3000"


def keys(*chunks: str) -> list[events.Key]:
    """The keys that chunks of input become."""
    parser = XTermParser()
    found = [event for chunk in chunks for event in parser.feed(chunk)]
    assert all(isinstance(event, events.Key) for event in found)
    return [event for event in found if isinstance(event, events.Key)]


def written(*chunks: str) -> str:
    """What the keys write."""
    return "".join(key.character or "" for key in keys(*chunks))


def test_the_keyboard_protocol_that_loses_committed_text_is_off_unless_it_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(KITTY_OPT_OUT, raising=False)
    prepare()
    assert os.environ[KITTY_OPT_OUT] == "1"
    monkeypatch.setenv(KITTY_OPT_OUT, "0")
    prepare()
    assert os.environ[KITTY_OPT_OUT] == "0"


@pytest.mark.parametrize("number", [1, 2, 4, 5, 6, 20, 63, 64, 65, 128, 199, 200])
def test_so_many_characters_at_once_arrive_whole_and_in_order(number: int) -> None:
    text = (POEM * 10)[:number]
    assert written(text) == text
    assert all(key.is_printable for key in keys(text))


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_a_text_that_comes_in_pieces_arrives_whole(size: int) -> None:
    text = POEM * 5
    assert written(*(text[start : start + size] for start in range(0, len(text), size))) == text


def test_full_width_punctuation_is_typed_as_it_is() -> None:
    assert written(PUNCTUATION) == PUNCTUATION


def test_keys_before_and_after_a_committed_text_stay_keys() -> None:
    assert [key.key for key in keys(f"\x1b[A{POEM[:3]}\r")][:1] == ["up"]
    assert [key.key for key in keys(f"\x1b[A{POEM[:3]}\r")][-1:] == ["enter"]
    assert written(f"\x1b[A{POEM[:3]}\x1b[B") == POEM[:3]


@pytest.mark.parametrize("text", [POEM, PUNCTUATION, POEM * 10, "第一行\n第二行\r\n第三行", "👩‍💻 e\u0301 한국어"])
def test_a_bracketed_paste_is_one_paste(text: str) -> None:
    (paste,) = XTermParser().feed(f"\x1b[200~{text}\x1b[201~")
    assert isinstance(paste, events.Paste)
    assert paste.text == text


def test_a_paste_that_comes_in_pieces_is_one_paste() -> None:
    parser = XTermParser()
    sent = f"\x1b[200~{POEM}\x1b[201~{POEM[0]}"
    found = [event for start in range(0, len(sent), 3) for event in parser.feed(sent[start : start + 3])]
    paste, key = found
    assert isinstance(paste, events.Paste)
    assert paste.text == POEM
    assert isinstance(key, events.Key)
    assert key.character == POEM[0]

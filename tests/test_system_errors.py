"""What the system complains of, told in the program's language."""

from __future__ import annotations

import errno
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesops_tui import i18n
from salesops_tui.cli.main import run
from salesops_tui.system_errors import reason_of, toml_reason_of


@pytest.fixture
def chinese() -> Iterator[None]:
    """The program speaks Chinese."""
    i18n.set_language("zh_Hans")
    yield
    i18n.set_language("en")


def test_a_reason_of_ours(chinese: None) -> None:
    assert reason_of(FileNotFoundError(errno.ENOENT, "No such file or directory")) == "没有这个文件或文件夹"
    assert reason_of(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")) == "不是 UTF-8 文本"


def test_a_reason_that_is_none_of_ours_is_told_as_it_is() -> None:
    assert reason_of(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
    assert reason_of(OSError("no number")) == "no number"


@pytest.mark.parametrize(
    ("text", "reason"), [("a = 1\nb = = 2", "第 2 行第 5 个字符处"), ("a = [1,", "半截"), ("a = 'x", "半截")]
)
def test_where_a_toml_text_cannot_be_understood(chinese: None, text: str, reason: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as raised:
        tomllib.loads(text)
    assert reason in toml_reason_of(raised.value)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--db"], "参数 --db：需要一个值"),
        (["bogus"], "“bogus”不可用（可选："),
        (["log", "-n", "x"], "“x”不是有效的值（应为 int）"),
        (["import"], "缺少必需的参数：文件"),
        (["log", "--wrong"], "不认识的参数：--wrong"),
        (["import", "/gone.csv"], "没有这个文件或文件夹"),
    ],
)
def test_complaints_about_arguments_are_chinese(
    arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["--lang", "zh_Hans", *arguments]) != 0
    i18n.set_language("en")
    told = capsys.readouterr().err
    assert complaint in told
    assert "usage" not in told


def test_the_help_is_chinese_throughout(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["--lang", "zh_Hans", "import", "--help"])
    i18n.set_language("en")
    told = capsys.readouterr().out
    for english in ("usage", "options", "positional", "show this", "and exit"):
        assert english not in told

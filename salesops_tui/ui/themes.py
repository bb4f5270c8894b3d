"""The program's two looks."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="dark",
    dark=True,
    primary="#7aa7f0",
    secondary="#8d9bd8",
    accent="#f0b866",
    success="#6fcf97",
    warning="#f0b866",
    error="#f2857d",
    foreground="#e4e8f1",
    background="#11141b",
    surface="#1a1f2a",
    panel="#232a39",
    variables={
        "muted": "#97a1b8",
        "selected": "#22365c",
        "selected-muted": "#c3cfe8",
        "stage-open": "#7aa7f0",
        "footer-key": "#f0b866",
        "input-cursor-background": "#f0b866",
        "input-cursor-foreground": "#11141b",
        "block-cursor-foreground": "#e4e8f1",
        "block-cursor-background": "#22365c",
    },
)

LIGHT: Final = Theme(
    name="light",
    dark=False,
    primary="#1f5fbf",
    secondary="#4a4fa3",
    accent="#8a5200",
    success="#14693c",
    warning="#8a5200",
    error="#b3261e",
    foreground="#1d2330",
    background="#eef0f4",
    surface="#ffffff",
    panel="#e0e5ee",
    variables={
        "muted": "#545d70",
        "selected": "#cfe0fb",
        "selected-muted": "#3c4963",
        "stage-open": "#1f5fbf",
        "footer-key": "#8a5200",
        "input-cursor-background": "#1f5fbf",
        "input-cursor-foreground": "#ffffff",
        "block-cursor-foreground": "#1d2330",
        "block-cursor-background": "#cfe0fb",
    },
)

THEMES: Final = {theme.name: theme for theme in (DARK, LIGHT)}

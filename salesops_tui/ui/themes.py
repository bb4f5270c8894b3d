"""The program's looks: dark and light, and one that keeps to the terminal's own sixteen colours."""

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

ANSI: Final = Theme(
    name="ansi",
    dark=True,
    ansi=True,
    primary="ansi_bright_blue",
    secondary="ansi_cyan",
    accent="ansi_bright_yellow",
    success="ansi_bright_green",
    warning="ansi_bright_yellow",
    error="ansi_bright_red",
    foreground="ansi_white",
    background="ansi_black",
    surface="ansi_black",
    panel="ansi_black",
    boost="ansi_black",
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        # Grey is drawn in black by some palettes; white can be read in all of them.
        "muted": "ansi_white",
        "selected": "ansi_blue",
        "selected-muted": "ansi_bright_white",
        "stage-open": "ansi_bright_blue",
        "footer-key": "ansi_bright_yellow",
        "border-blurred": "ansi_white",
        "input-cursor-background": "ansi_bright_yellow",
        "input-cursor-foreground": "ansi_black",
        "input-selection-background": "ansi_blue",
        "input-selection-foreground": "ansi_bright_white",
        "screen-selection-background": "ansi_blue",
        "screen-selection-foreground": "ansi_bright_white",
        "block-cursor-foreground": "ansi_bright_white",
        "block-cursor-background": "ansi_blue",
        "block-hover-background": "ansi_black",
    },
)
"""For terminals that have no more, and for people who have chosen theirs."""

THEMES: Final = {theme.name: theme for theme in (DARK, LIGHT, ANSI)}

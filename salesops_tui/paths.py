"""Where the program keeps its files, by the customs of each system."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs(appname="salesops", appauthor=False)

WORKBOOK_VARIABLE = "SALESOPS_DB"
SETTINGS_VARIABLE = "SALESOPS_SETTINGS"


def default_workbook() -> Path:
    """The person's workbook: ``SALESOPS_DB``, else ``workbook.db`` in the user's data folder."""
    named = os.environ.get(WORKBOOK_VARIABLE)
    return Path(named).expanduser() if named else Path(_DIRS.user_data_dir, "workbook.db")


def settings_file() -> Path:
    """The settings: ``SALESOPS_SETTINGS``, else ``settings.toml`` in the user's configuration folder."""
    named = os.environ.get(SETTINGS_VARIABLE)
    return Path(named).expanduser() if named else Path(_DIRS.user_config_dir, "settings.toml")


def plans_folder() -> Path:
    """The team's own templates of plans, beside the settings."""
    return settings_file().parent / "plans"


def shipped_plans() -> Path:
    """The templates of plans that come with the program."""
    return Path(__file__).parent / "plans"


def meetings_folder() -> Path:
    """The team's own templates of meetings, beside the settings."""
    return settings_file().parent / "meetings"


def shipped_meetings() -> Path:
    """The templates of meetings that come with the program."""
    return Path(__file__).parent / "meetings"


def log_file() -> Path:
    """Where tracebacks go, which never reach the screen."""
    return Path(_DIRS.user_log_dir, "salesops.log")


def cache_folder() -> Path:
    """What can be computed again at any time."""
    return Path(_DIRS.user_cache_dir)


def sample_data() -> Path:
    """The sample files: beside the modules in an installed package, beside the package in a source tree."""
    package = Path(__file__).parent
    installed = package / "sample_data"
    return installed if installed.is_dir() else package.parent / "sample_data"

"""Folders in which a workbook is not safe."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from salesops_tui.services.places import place_warning
from salesops_tui.storage.places import mounted_as, on_network, synced_by


@pytest.mark.parametrize(
    ("path", "program"),
    [
        (PureWindowsPath(r"C:\Users\lina\OneDrive - Suntec\sales\workbook.db"), "OneDrive"),
        (PurePosixPath("/Users/lina/Library/CloudStorage/OneDrive-Suntec/workbook.db"), "OneDrive"),
        (PurePosixPath("/home/lina/Dropbox/team/workbook.db"), "Dropbox"),
        (PurePosixPath("/Users/lina/Library/Mobile Documents/com~apple~CloudDocs/workbook.db"), "iCloud Drive"),
        (
            PurePosixPath("/Users/lina/Library/CloudStorage/GoogleDrive-lina@x.example/My Drive/workbook.db"),
            "Google Drive",
        ),
        (PureWindowsPath("D:\\我的坚果云\\销售\\workbook.db"), "坚果云 (Nutstore)"),
        (PurePosixPath("/home/lina/Nutstore Files/workbook.db"), "坚果云 (Nutstore)"),
        (PurePosixPath("/home/lina/.local/share/salesops/workbook.db"), None),
        (PurePosixPath("/home/lina/plans/dropbox.db"), None),
    ],
)
def test_folders_that_a_program_copies(path: PurePosixPath | PureWindowsPath, program: str | None) -> None:
    assert synced_by(path) == program


MOUNTS = (
    "/dev/sda1 / ext4 rw 0 0",
    "server:/sales /mnt/sales nfs4 rw,relatime 0 0",
    "//nas/team /mnt/our\\040team cifs rw 0 0",
    "/dev/sdb1 /mnt/sales/local ext4 rw 0 0",
    "broken line",
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/lina/workbook.db", "ext4"),
        ("/mnt/sales/workbook.db", "nfs4"),
        ("/mnt/sales/local/workbook.db", "ext4"),
        ("/mnt/salesforce/workbook.db", "ext4"),
        ("/mnt/our team/workbook.db", "cifs"),
    ],
)
def test_the_file_system_of_a_path_is_that_of_the_nearest_mount(path: str, kind: str) -> None:
    assert mounted_as(PurePosixPath(path), MOUNTS) == kind


def test_this_computers_own_folders_are_no_network(tmp_path: Path) -> None:
    assert not on_network(tmp_path / "workbook.db")
    assert place_warning(tmp_path / "workbook.db") is None


def test_the_warning_names_the_program_and_the_way_out(tmp_path: Path) -> None:
    told = place_warning(tmp_path / "Dropbox" / "workbook.db")
    assert told is not None
    assert "Dropbox" in told
    assert "Move it" in told

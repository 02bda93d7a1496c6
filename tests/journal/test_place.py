"""Where a workspace may live."""

from __future__ import annotations

from pathlib import Path

import pytest

from office.journal import place

MOUNTINFO = r"""
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
23 22 0:21 / /proc rw,nosuid - proc proc rw
40 22 0:45 / /home/ann/Team\040files rw,relatime shared:20 - nfs4 files.example.gov.uk:/team rw,vers=4.2
41 22 0:46 / /mnt/share rw - cifs //files/share rw
42 22 0:47 / /mnt/ssh rw - fuse.sshfs ann@host:/home rw
43 22 0:48 / /mnt/c rw - 9p drvfs rw
44 41 254:2 / /mnt/share/local rw - ext4 /dev/vdb rw
45 22 254:3 / /over rw - nfs first rw
46 22 254:4 / /over rw - xfs /dev/vdc rw
a line that is not one
"""

MOUNTS = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled)
//ann@files.example.gov.uk/team on /Volumes/team files (smbfs, nodev, nosuid, mounted by ann)
"""


@pytest.mark.parametrize(
    ("path", "kind", "network"),
    [
        ("/home/ann/Despatch", "ext4", False),
        ("/home/ann/Team files/Despatch", "nfs4", True),
        ("/home/ann/Team filesystem", "ext4", False),
        ("/mnt/share/Despatch", "cifs", True),
        ("/mnt/share/local/Despatch", "ext4", False),
        ("/mnt/ssh", "fuse.sshfs", True),
        ("/mnt/c/Users/ann", "9p", True),
        ("/over/it", "xfs", False),
    ],
)
def test_the_deepest_and_last_mount_tells(path: str, kind: str, network: bool) -> None:
    assert place.kind_by_mountinfo(Path(path), MOUNTINFO) == kind
    assert place.is_network(kind) == network


def test_a_mac_tells_by_its_mounts() -> None:
    assert place.kind_by_mount(Path("/Volumes/team files/x"), MOUNTS) == "smbfs"
    assert place.kind_by_mount(Path("/Users/ann"), MOUNTS) == "apfs"
    assert place.is_network("smbfs")


def test_this_machines_own_disk_is_no_network(tmp_path: Path) -> None:
    assert not place.is_network(place.file_system(tmp_path) or "")
    place.refuse(tmp_path / "not" / "yet" / "there")


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/ann/OneDrive/x", "OneDrive"),
        ("/Users/ann/Library/CloudStorage/OneDrive-Department/x", "OneDrive"),
        ("/home/ann/OneDrive - Cabinet Office/Documents", "OneDrive"),
        ("/home/ann/Dropbox (Team)/x", "Dropbox"),
        ("/Users/ann/Library/CloudStorage/GoogleDrive-ann@example.org/My Drive", "Google Drive"),
        ("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("/home/ann/Nextcloud", "Nextcloud"),
        ("/home/ann/Documents/Despatch", None),
        ("/home/ann/Boxes/dropboxes", None),
    ],
)
def test_synced_folders_are_known_by_name(path: str, service: str | None) -> None:
    assert place.synced_by(Path(path), {}) == service


def test_synced_folders_are_known_by_their_environment_and_marks(tmp_path: Path) -> None:
    assert place.synced_by(tmp_path / "a" / "b", {"OneDriveCommercial": str(tmp_path / "a")}) == "OneDrive"
    assert place.synced_by(tmp_path / "a", {}) is None
    (tmp_path / ".stfolder").mkdir()
    assert place.synced_by(tmp_path / "a" / "b", {}) == "Syncthing"


def test_a_windows_share_is_known_by_its_path() -> None:
    assert place.is_unc(r"\\files\team\Despatch")
    assert place.is_unc("//files/team/Despatch")
    assert place.is_unc(r"\\?\UNC\files\team")
    assert not place.is_unc(r"\\?\C:\Users\ann")
    assert not place.is_unc(r"C:\Users\ann")

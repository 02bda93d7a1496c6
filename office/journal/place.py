"""Where a workspace may live: on a disk of this machine, in no folder that somebody else copies about."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from office.journal.port import NotAWorkspace

NETWORK = frozenset({
    "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "gfs", "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs",
    "nfs", "nfs4", "ocfs2", "prl_fs", "smb", "smb2", "smb3", "smbfs", "vboxsf", "webdav",
    "fuse.ceph", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs",
    "fuse.vmhgfs-fuse", "macfuse", "osxfuse",
})  # fmt: skip
UNSTEADY_INODES = frozenset({"exfat", "fuseblk", "msdos", "ntfs", "ntfs3", "overlay", "vfat"})
"""File systems that may number a file anew when they are mounted again."""

_SYNCED_NAMES = {
    "dropbox": "Dropbox", "google drive": "Google Drive", "googledrive": "Google Drive", "my drive": "Google Drive",
    "icloud drive": "iCloud", "iclouddrive": "iCloud", "mobile documents": "iCloud", "box sync": "Box",
    "nextcloud": "Nextcloud", "owncloud": "ownCloud", "creative cloud files": "Creative Cloud",
}  # fmt: skip
_SYNCED_BEGINNINGS = {
    "onedrive": "OneDrive", "dropbox (": "Dropbox", "googledrive-": "Google Drive", "box-box": "Box",
    "sharepoint - ": "SharePoint",
}  # fmt: skip
_SYNCED_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".owncloudsync.log": "Nextcloud",
    ".stfolder": "Syncthing",
}
_ADVICE = (
    "Keep the workspace in a folder on this computer's own disk. Several people work together by file,"
    " through an exchange folder; that folder may be shared."
)


def refuse(folder: Path) -> None:
    """Raises NotAWorkspace, with what to do, for a network share or a synced folder."""
    real = nearest(folder)
    if (kind := file_system(real)) is not None and is_network(kind):
        raise NotAWorkspace(
            f"{folder} is on a network share ({kind}), where a record can be damaged. {_ADVICE}"
        )
    if (service := synced_by(folder) or synced_by(real)) is not None:
        raise NotAWorkspace(
            f"{folder} is copied to other computers by {service}, which can damage a record. {_ADVICE}"
        )


def nearest(path: Path) -> Path:
    """The real path of the nearest folder that exists."""
    path = Path(os.path.realpath(path))
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def is_network(kind: str) -> bool:
    return kind.lower() in NETWORK


def synced_by(folder: Path, environ: Mapping[str, str] = os.environ) -> str | None:
    """The service that copies this folder about, by its name, its environment or the marks it leaves."""
    for part in (part.lower() for part in folder.parts):
        if part in _SYNCED_NAMES:
            return _SYNCED_NAMES[part]
        for beginning, service in _SYNCED_BEGINNINGS.items():
            if part.startswith(beginning):
                return service
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        if (root := environ.get(variable)) and folder.is_relative_to(root):
            return "OneDrive"
    for above in (folder, *folder.parents):
        for mark, service in _SYNCED_MARKS.items():
            if (above / mark).exists() and above != Path.home():
                return service
    return None


def file_system(path: Path) -> str | None:
    """The kind of file system under an existing path, or None where that cannot be told."""
    if sys.platform == "win32":
        return _windows_kind(path)
    if sys.platform == "darwin":
        listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=5)
        return kind_by_mount(path, listed.stdout)
    try:
        return kind_by_mountinfo(path, Path("/proc/self/mountinfo").read_text(errors="surrogateescape"))
    except OSError:
        return None


def kind_by_mountinfo(path: Path, mountinfo: str) -> str | None:
    """From Linux's /proc/self/mountinfo: of the mounts above the path the deepest; of equals the last."""
    found: tuple[int, str] | None = None
    for line in mountinfo.splitlines():
        before, separator, after = line.partition(" - ")
        if not separator:
            continue
        point = Path(_unescaped(before.split(" ")[4]))
        if path.is_relative_to(point) and (found is None or len(point.parts) >= found[0]):
            found = (len(point.parts), after.split(" ")[0])
    return found[1] if found else None


def kind_by_mount(path: Path, listing: str) -> str | None:
    """From macOS's `mount`: `//ann@host/share on /Volumes/share (smbfs, nodev, ...)`."""
    found: tuple[int, str] | None = None
    for line in listing.splitlines():
        where, separator, options = line.rpartition(" (")
        point = Path(where.partition(" on ")[2])
        if (
            separator
            and point.parts
            and path.is_relative_to(point)
            and (found is None or len(point.parts) >= found[0])
        ):
            found = (len(point.parts), options.partition(",")[0].rstrip(")"))
    return found[1] if found else None


def _unescaped(text: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, character)
    return text


def is_unc(path: str) -> bool:
    """Windows' name for a place on another computer: `\\\\server\\share`."""
    path = path.replace("/", "\\").lower()
    return path.startswith("\\\\?\\unc\\") or (path.startswith("\\\\") and path[2:3] not in {"?", "."})


def _windows_kind(path: Path) -> str | None:
    if is_unc(str(path)):
        return "smb"
    if sys.platform == "win32":
        import ctypes

        remote = 4
        if ctypes.windll.kernel32.GetDriveTypeW(str(path.anchor)) == remote:
            return "smb"
    return None

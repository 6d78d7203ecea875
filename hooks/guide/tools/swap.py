"""Making a folder or a file anew beside the one that is there, and swapping it in when it is whole: whatever stops the
work, from a mistake to a full disk, the old one stays as it was. It knows nothing of what it holds.

The new one and the old one lie for a while beside their name, as “.site.new-123” and “.site.old-123”, where 123 is the
process that makes them. What a process left that was ended hard is tidied up by the next one.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path


class Beside:
    """A folder that is to take the place of `folder`, and is made at `path`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()  # Where a link leads, the new folder has to lie too, so that it can be renamed.
        if self.folder.exists() and not self.folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        self._made = [parent for parent in self.folder.parents if not parent.exists()]
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        tidy(self.folder)
        self.path = _named(self.folder, "new")
        self.path.mkdir()

    def swap(self) -> None:
        """Puts the new folder in the place of the old one, with the old one's rights and hidden files (nothing that is
        built is hidden: they are its owner's). If that cannot be done, the old one is in its place again."""
        old = _named(self.folder, "old")
        try:
            if self.folder.exists():
                shutil.copymode(self.folder, self.path)
                self.folder.rename(old)
            self.path.rename(self.folder)
        except BaseException:
            _put_back(old, self.folder)
            raise
        self._made = []
        _discard(old, self.folder)

    def merge(self, gone: Iterable[str] = ()) -> None:
        """Puts each file of the new folder in the place of the old one of its name, one after the other, and takes away
        the files that are `gone` (paths in the folder). For who made only what has changed."""
        for file in [path for path in self.path.rglob("*") if path.is_file()]:
            place = self.folder / file.relative_to(self.path)
            place.parent.mkdir(parents=True, exist_ok=True)
            file.replace(place)
        for name in gone:
            (self.folder / name).unlink(missing_ok=True)
        shutil.rmtree(self.path, ignore_errors=True)
        self._made = []

    def leave(self) -> None:
        """Takes away what was not swapped in. After a swap there is nothing to take away."""
        shutil.rmtree(self.path, ignore_errors=True)
        for parent in self._made:
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()


def write_whole(file: Path, content: bytes) -> None:
    """Writes the content of a file: all of it, or nothing."""
    file = file.resolve()
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    tidy(file)
    new = _named(file, "new")
    try:
        new.write_bytes(content)
        if file.exists():
            shutil.copymode(file, new)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def tidy(target: Path) -> None:
    """Takes away what processes have left beside `target` that are no more. If the last of them was ended between the
    two renames of a swap, the old folder is put back."""
    left = re.compile(rf"\.{re.escape(target.name)}\.(new|old)-(\d+)")
    for path in sorted(target.parent.iterdir()):
        found = left.fullmatch(path.name)
        if found and not _runs(int(found[2])):
            if found[1] == "old":
                _put_back(path, target)
            _discard(path, target)


def _named(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.{what}-{os.getpid()}")


def _runs(process: int) -> bool:
    """Whether another process of this number runs. On Windows nobody can ask without ending it."""
    if process == os.getpid() or os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True


def _put_back(old: Path, target: Path) -> None:
    if old.exists() and not target.exists():
        old.rename(target)


def _discard(path: Path, target: Path) -> None:
    if path.is_dir():
        for hidden in path.glob(".*"):
            if ".old-" in path.name and not (target / hidden.name).exists():
                hidden.rename(target / hidden.name)
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)

"""Puts a rendered site in the place of the one before it: all of it, or none of it.

The new site is laid out in a folder beside the old one and flushed to disk; then the two trade places in one step of
the kernel, so that whoever reads meanwhile finds one site or the other, whole. A lock makes a second build wait.
What a killed build leaves behind is cleared by the next one.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from galley.errors import PublishError
from galley.stamp import Moment, standing

MARKER, MARKER_WORDS = ".galley", b"Rendered by galley. The next build replaces this folder and all that is in it.\n"
PLACEHOLDER = ".gitkeep"  # keeps the empty folder in a repository; carried from site to site
OURS = frozenset((MARKER, PLACEHOLDER))

LOCKING = os.O_RDONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""How the lock is opened: without waiting for a pipe, and without following a link to a file of somebody else."""

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


@dataclass(frozen=True, slots=True)
class Publication:
    """The paths of a publication, each list sorted: new or different, no longer there, and as before.

    `standing`: how every file of the site stood before another build could touch it.
    """

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    standing: Mapping[str, Moment] = field(default_factory=dict, repr=False, compare=False)


def publish(files: Mapping[str, bytes], site: Path, say: Callable[[str], None] | None = None) -> Publication:
    """Makes the folder `site` hold exactly `files` (by relative path), and nothing of the site before it.

    Files that are the same byte for byte are kept, with their times; where all are, nothing is touched.
    A `site` that is a symbolic link stays one: what it points to is replaced. Raises PublishError.
    """
    _refuse_paths(files)
    place = Path(os.path.realpath(site))
    _refuse_foreign(place)
    try:
        with _workshop(place, say or _to_stderr) as workshop:
            return _publish(files, place, workshop)
    except OSError as error:
        raise _explained(error, place) from error


def _publish(files: Mapping[str, bytes], site: Path, workshop: Path) -> Publication:
    following, previous = workshop / "next", workshop / "previous"
    _clear(site, following, previous)
    unchanged = {path for path, data in files.items() if _holds(site / path, data)}
    written, removed = files.keys() - unchanged, set(_listed(site)) - files.keys() - OURS
    if written or removed or not _marked(site):
        try:
            _lay_out(files, unchanged, site, following)
            _swap(following, site, previous)
        finally:
            _clear(site, following, previous)
    return Publication(tuple(sorted(written)), tuple(sorted(removed)), tuple(sorted(unchanged)), standing(site))


@contextmanager
def _workshop(site: Path, say: Callable[[str], None]) -> Iterator[Path]:
    """The folder beside `site` in which it is prepared; one build at a time has it."""
    workshop = site.with_name(f".{site.name}.galley")
    _refuse_in_the_way(workshop, Path.is_dir)
    workshop.mkdir(parents=True, exist_ok=True)
    _refuse_in_the_way(workshop / "lock", Path.is_file)
    with os.fdopen(os.open(workshop / "lock", LOCKING, 0o666)) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"Another build is publishing to {site}; waiting for it to end.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield workshop


def _clear(site: Path, following: Path, previous: Path) -> None:
    """Removes what a build left in the workshop; brings the site back from it if that build ended between renames."""
    if previous.exists() and not site.exists():
        previous.rename(site)
    for folder in (following, previous):
        shutil.rmtree(folder, ignore_errors=True)


def _lay_out(files: Mapping[str, bytes], unchanged: Set[str], site: Path, folder: Path) -> None:
    """Makes the whole new site in `folder`, with modes that do not depend on the umask."""
    _make_folder(folder)
    for parent in sorted({str(parent) for path in files for parent in PurePosixPath(path).parents} - {"."}):
        _make_folder(folder / parent)
    for path, data in {**files, MARKER: MARKER_WORDS}.items():
        if path in unchanged:
            _reuse(site / path, folder / path)
        else:
            (folder / path).write_bytes(data)
            (folder / path).chmod(0o644)
    if (site / PLACEHOLDER).is_file():
        _reuse(site / PLACEHOLDER, folder / PLACEHOLDER)
    _flush(folder)


def _make_folder(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o755)


def _reuse(old: Path, new: Path) -> None:
    """The same file under a second name; a copy where the file system has no such thing."""
    try:
        new.hardlink_to(old)
    except OSError:
        shutil.copy2(old, new)


def _flush(folder: Path) -> None:
    """Has the new site on disk before it takes the old one's place: one call for all, not an fsync a file."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "syncfs"):
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if libc.syncfs(descriptor):
            raise OSError(ctypes.get_errno(), "could not be written to disk", str(folder))
    finally:
        os.close(descriptor)


def _swap(following: Path, site: Path, previous: Path) -> None:
    if not site.exists():
        following.rename(site)
    elif not exchange(following, site):
        site.rename(previous)  # for a moment there is no site here: only where the system knows no exchange
        following.rename(site)


def exchange(one: Path, other: Path) -> bool:
    """Lets two folders trade places in one step; False where the system or the file system has no such step."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    if libc.renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))


def _holds(path: Path, data: bytes) -> bool:
    """Whether `path` is a plain file with exactly this content."""
    try:
        state = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return stat.S_ISREG(state.st_mode) and state.st_size == len(data) and path.read_bytes() == data


def _listed(folder: Path, under: str = "") -> Iterator[str]:
    """The relative path of everything in `folder` that is no folder itself."""
    if not folder.exists():
        return
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            yield from _listed(entry, f"{under}{entry.name}/")
        else:
            yield under + entry.name


def _marked(site: Path) -> bool:
    return _holds(site / MARKER, MARKER_WORDS)


def _refuse_paths(files: Mapping[str, bytes]) -> None:
    """Refuses paths that lead out of the site, are the engine's own, or need a file to be a folder."""
    folders = {str(parent) for path in files for parent in PurePosixPath(path).parents}
    for path in files:
        parts = path.split("/")
        if parts[0] in OURS or "\0" in path or not {"", ".", ".."}.isdisjoint(parts) or path in folders:
            raise PublishError(
                f"“{path}” cannot be a file of the site.",
                "Name it by a relative path inside the site that no other file needs as a folder.",
            )


def _refuse_foreign(site: Path) -> None:
    """Refuses to replace what no build of ours has made."""
    if not os.path.lexists(site):
        return
    if not site.is_dir():
        raise PublishError(f"{site} is not a folder.", "Move it away, or choose another folder with --site.")
    if site.is_mount():
        raise _mounted(site)
    try:
        if not _marked(site) and {entry.name for entry in site.iterdir()} - {PLACEHOLDER}:
            raise PublishError(
                f"{site} holds files that no build has made, and publishing would remove them.",
                "Move them away if they may go, or choose another folder with --site.",
            )
    except PermissionError as error:
        raise _explained(error, site) from error


def _refuse_in_the_way(path: Path, fits: Callable[[Path], bool]) -> None:
    """Refuses what stands where the workshop and its lock do, and is a link, or none of the kind."""
    if os.path.lexists(path) and (path.is_symlink() or not fits(path)):
        raise PublishError(f"{path} is in the way: the build makes its own.", "Delete it, or move it elsewhere.")


def _mounted(site: Path) -> PublishError:
    return PublishError(
        f"{site} is a mount point or on a file system of its own, so it cannot be replaced in one step.",
        f"Publish into a folder inside it: --site {site / 'public'}",
    )


def _explained(error: OSError, site: Path) -> PublishError:
    """What an error of the system means for the one who publishes."""
    if error.errno in (errno.EBUSY, errno.EXDEV):
        return _mounted(site)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return PublishError(f"The disk is full; {site} is as it was.", "Free some space there and build again.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        hint = f"Give yourself the right to write to {site.parent}, or choose another folder with --site."
        return PublishError(f"{site} may not be replaced; it is as it was ({error.strerror}).", hint)
    return PublishError(f"{site} could not be published; it is as it was ({error}).", "Mend the cause and build again.")


def _to_stderr(words: str) -> None:
    print(words, file=sys.stderr, flush=True)

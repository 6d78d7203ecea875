"""What stops a command or a build besides a problem of the guide, in one sentence with its cure: the operating system,
a page that is no text, a template. What is not told here is a mistake of ours, and keeps its traceback."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from traceback import walk_tb

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

_CURES = {
    errno.ENOENT: "Name one that is there.",
    errno.ENOTDIR: "Name a folder.",
    errno.EISDIR: "Name a file.",
    errno.EACCES: "Ask for the right to use it, or name another one.",
    errno.EPERM: "Ask for the right to use it, or name another one.",
    errno.EROFS: "Name one elsewhere.",
    errno.EBUSY: "Name one that nothing else is using.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
    errno.ENOSPC: "Make some room, and run it again.",
    errno.EDQUOT: "Make some room, and run it again.",
}


def in_a_sentence(error: BaseException, pages: Path | None = None) -> str | None:
    """What has happened and what to do, or None. `pages` is the folder of the hand-written pages."""
    template = _template_line(error)
    if isinstance(error, UnicodeDecodeError):
        return _no_text(error, pages)
    if isinstance(error, TemplateSyntaxError):
        return (
            f"{_short(error.filename or error.name or 'a template')}:{error.lineno}: {_sentence(error.message or '')}"
        )
    if isinstance(error, TemplateNotFound):
        return (
            f"there is no template “{error.message or error.name}”. "
            "Correct the line “template:” at the top of the page, or the name in overrides/."
        )
    if isinstance(error, TemplateError) or template:
        return f"{template or 'a template'}: {_sentence(str(error) or type(error).__name__)}"
    if isinstance(error, OSError):
        return _of_the_system(error)
    return None


def _of_the_system(error: OSError) -> str:
    reason = error.strerror or str(error) or type(error).__name__
    name = error.filename or error.filename2
    named = f"“{_short(os.fsdecode(name))}”: {reason}" if isinstance(name, str | bytes | os.PathLike) else reason
    return f"{named}. {_CURES.get(error.errno or 0, '')}".rstrip()


def _no_text(error: UnicodeDecodeError, pages: Path | None) -> str:
    """MkDocs and Python do not say in which file it is: it is looked for."""
    for page in sorted(pages.rglob("*.md")) if pages else ():
        content = page.read_bytes()
        if error.object in content:
            line = content[: content.index(error.object) + error.start].count(b"\n") + 1
            return f"{_short(page)}:{line}: this line is not UTF-8 text. Save the file again with the encoding UTF-8."
    return "a file is not UTF-8 text. Save it again with the encoding UTF-8."


def _template_line(error: BaseException) -> str:
    """Where in a template an error was raised: Jinja puts its lines into the traceback."""
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    return next((f"{_short(file)}:{line}" for file, line in reversed(places) if file.endswith((".html", ".xml"))), "")


def _short(path: str | Path) -> str:
    """The path from here, if it is below."""
    return str(Path(path).relative_to(Path.cwd()) if Path(path).is_relative_to(Path.cwd()) else path)


def _sentence(text: str) -> str:
    return f"{' '.join(text.split()).rstrip('.')}."

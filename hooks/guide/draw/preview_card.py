"""The picture that a chat shows beside a link: the words of a page, 1200 by 630, drawn without any request."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_MARGIN = 80
_SIZES = (84, 76, 68, 60, 54, 48)
"""Of the letters of the title, the largest first. At 400 pixels the smallest is still as large as small print."""
_LABEL = 40
_PAPER, _INK = (11, 92, 75), (255, 255, 255)
_STYLE = f"2 {_SIZES} {_LABEL} {_PAPER} {_INK}"
"""Changes whenever the drawing changes, so that an old picture is never taken for a new one."""


def name(words: str, label: str, site_name: str) -> str:
    """The path of the picture in the site. It is made of what the picture shows, because chats keep pictures for days:
    new words get a new address."""
    return f"pictures/{sha256(repr((_STYLE, words, label, site_name)).encode()).hexdigest()[:20]}.png"


def picture(words: str, label: str, site_name: str, cache: Path | None = None) -> bytes:
    """The PNG. With a `cache` folder it is drawn only once; a file there is written whole or not at all."""
    kept = cache and cache / Path(name(words, label, site_name)).name
    if kept and kept.is_file():
        return kept.read_bytes()
    drawn = _drawn(words, label, site_name)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(drawn)
        unfinished.replace(kept)
    return drawn


def _drawn(words: str, label: str, site_name: str) -> bytes:
    from PIL import Image, ImageDraw  # Here, so that “guide check” does not wait for it.

    image = Image.new("L", (WIDTH, HEIGHT), 0)
    canvas = ImageDraw.Draw(image)
    small = _font(_LABEL)
    canvas.text((_MARGIN, _MARGIN), label, fill=255, font=small)
    canvas.line((_MARGIN, _MARGIN + 70, _MARGIN + 120, _MARGIN + 70), fill=255, width=6)
    canvas.text((_MARGIN, HEIGHT - _MARGIN), f"{site_name} · not AliExpress", fill=255, font=small, anchor="ls")
    top, room = _MARGIN + 110, HEIGHT - 3 * _MARGIN - 110
    for size in _SIZES:
        font = _font(size)
        lines = list(_lines(words, font))
        if len(lines) * size * 1.2 <= room or size == _SIZES[-1]:
            for number, line in enumerate(lines):
                canvas.text((_MARGIN, top + number * size * 1.2), line, fill=255, font=font)
            break
    image.putpalette(
        [low + (high - low) * step // 255 for step in range(256) for low, high in zip(_PAPER, _INK, strict=True)]
    )
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _lines(words: str, font: FreeTypeFont) -> Iterator[str]:
    """`words` in lines that fit between the margins."""
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > WIDTH - 2 * _MARGIN:
            yield line
            line = word
        else:
            line = longer
    yield line


@lru_cache
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont

    with as_file(files("font_lato") / "files" / "Lato-Bold.ttf") as path:
        # The simple layout needs no library of the system, so that every machine draws the same bytes.
        return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)

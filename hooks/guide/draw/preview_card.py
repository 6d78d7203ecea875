"""The picture that a chat shows beside a link: the words of a page, 1200 by 630, drawn without any request."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_MARGIN = 80
_SIZES = (84, 76, 68, 60, 54, 48)
"""Of the letters of the title, the largest first. At 400 pixels the smallest is still as large as small print."""
_LABEL = 40
_MOST_BELOW = 2
"""Lines below the words; of what is longer the beginning is shown."""
_INK = (255, 255, 255)
_STYLE = f"3 {_SIZES} {_LABEL} {_INK}"
"""Changes whenever the drawing changes, so that an old picture is never taken for a new one."""


class Card(NamedTuple):
    """What a picture shows."""

    words: str
    """The large ones: the title of a step."""
    label: str
    """What kind of page it is, or whom it turns to; above them."""
    below: str
    """A line below them, such as the last day; may be empty."""
    colour: str
    """Of the ground, as “#0b5c4b”. White can be read on it."""
    sender: str
    """Whose page it is, and whose not; at the bottom."""

    @property
    def path(self) -> str:
        """Where it is in the site. It is made of what the picture shows, because chats keep pictures for days: new
        words get a new address."""
        return f"pictures/{sha256(repr((_STYLE, *self)).encode()).hexdigest()[:12]}.png"


def has_letters(card: Card) -> bool:
    """Whether the font can draw every word of the picture, from left to right."""
    return all(map(_is_drawn, {*card.words, *card.label, *card.below, *card.sender}))


@lru_cache(None)
def _is_drawn(letter: str) -> bool:
    """A letter that a font lacks looks like one that there is in no font."""
    if letter.isascii():
        return True
    font = _font(_LABEL)
    return bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))


def picture(card: Card, cache: Path | None = None) -> bytes:
    """The PNG. With a `cache` folder it is drawn only once; a file there is written whole or not at all."""
    kept = cache and cache / Path(card.path).name
    if kept and kept.is_file():
        return kept.read_bytes()
    drawn = _drawn(card)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(drawn)
        unfinished.replace(kept)
    return drawn


def _drawn(card: Card) -> bytes:
    from PIL import Image, ImageColor, ImageDraw  # Here, so that “guide check” does not wait for it.

    image = Image.new("L", (WIDTH, HEIGHT), 0)
    canvas = ImageDraw.Draw(image)
    small = _font(_LABEL)
    canvas.text((_MARGIN, _MARGIN), card.label, fill=255, font=small)
    canvas.line((_MARGIN, _MARGIN + 70, _MARGIN + 120, _MARGIN + 70), fill=255, width=6)
    canvas.text((_MARGIN, HEIGHT - _MARGIN), card.sender, fill=255, font=small, anchor="ls")
    below = list(_lines(card.below, small))[:_MOST_BELOW] if card.below else []
    top, room = _MARGIN + 110, HEIGHT - 3 * _MARGIN - 110 - len(below) * _LABEL * 1.2
    for number, line in enumerate(reversed(below)):
        canvas.text((_MARGIN, HEIGHT - 2 * _MARGIN - number * _LABEL * 1.2), line, fill=255, font=small, anchor="ls")
    for size in _SIZES:
        font = _font(size)
        lines = list(_lines(card.words, font))
        if len(lines) * size * 1.2 <= room or size == _SIZES[-1]:
            for number, line in enumerate(lines):
                canvas.text((_MARGIN, top + number * size * 1.2), line, fill=255, font=font)
            break
    paper = ImageColor.getrgb(card.colour)
    image.putpalette(
        [low + (high - low) * step // 255 for step in range(256) for low, high in zip(paper, _INK, strict=True)]
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

"""The languages of the guide: how far each is, and how to help."""

from __future__ import annotations

from collections.abc import Iterator

from guide.language import ENGLISH, letters
from guide.pages.frame import Frame
from guide.pages.page import Page, SearchEntry

PATH = "languages/"


def languages_page(frame: Frame) -> Iterator[Page]:
    """All languages by their names; none where English is the only one."""
    found = sorted(frame.settings.translations, key=lambda each: letters(each.language.name))
    if not found:
        return
    html = frame.fill("languages.html", PATH, translations=found, english=ENGLISH)
    yield Page(PATH, html, (SearchEntry(PATH, frame.say("languages")),), in_sitemap=True)

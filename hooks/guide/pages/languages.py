"""The languages of the guide: how far each is, and how to help."""

from __future__ import annotations

from collections.abc import Iterator

from guide.language import ENGLISH, letters
from guide.pages.frame import Frame
from guide.pages.page import Page, SearchEntry

PATH = "languages/"


def languages_page(frame: Frame) -> Iterator[Page]:
    """All languages by their names."""
    found = sorted(frame.settings.translations, key=lambda each: letters(each.language.name))
    shown = {each.code for each in frame.settings.languages}
    html = frame.fill("languages.html", PATH, translations=found, shown=shown, english=ENGLISH)
    yield Page(PATH, html, (SearchEntry(PATH, frame.say("languages")),), in_sitemap=True)

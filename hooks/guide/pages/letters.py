"""Texts to send in the language of who reads them: a bank, a lender, an authority in the country of the reader."""

from __future__ import annotations

from collections.abc import Iterator

from guide.kinds import Country
from guide.language import Language
from guide.language import letters as sorted_by
from guide.pages.frame import Frame
from guide.pages.lists import texts_by_whom
from guide.pages.page import Page, SearchEntry

PATH = "letters/"


def letter_pages(frame: Frame) -> Iterator[Page]:
    """The list of languages, and a page for each with the texts to send in it; none where English is the only one."""
    if not frame.settings.letters:
        return
    letters = set(frame.tree.letters_to_send)
    groups = [(who, [text for text in texts if text.message.id in letters]) for who, texts in texts_by_whom(frame)]
    groups = [(who, texts) for who, texts in groups if texts]
    title = frame.say("letters")
    written = sorted(frame.settings.letters, key=lambda each: sorted_by(each.language.called_in(frame.language)))
    spoken = {name: [each.language for each in written if name in each.texts] for name in letters}
    offered = [each.language for each in written]
    html = frame.fill("letters.html", PATH, groups=groups, offered=offered, spoken=spoken)
    yield Page(PATH, html, (SearchEntry(PATH, title),), in_sitemap=True)
    for each in written:  # Those in its own language too: the addresses are the same in each language.
        path = f"{PATH}{each.language.code}/"
        html = frame.fill("letters-in.html", path, groups=groups, letters=each)
        found = SearchEntry(path, frame.say("letters_in", name=each.language.called_in(frame.language)))
        yield Page(path, html, (found,), in_sitemap=True)


def languages_of(frame: Frame, country: Country, message: str = "") -> list[Language]:
    """Those in which somebody in `country` reads letters, if the guide has letters in it, or this `message`."""
    return [each.language for each in frame.letters_for(message) if each.language.code in country.letters]

"""What is left of a step where no style is applied: in a reader view, a text browser, a program that turns pages into
text. Three programs that others keep turn every action into text."""

from __future__ import annotations

import re
from collections.abc import Callable

import html2text
import pytest
import readability
import trafilatura

from reader import Page, Pages, texts


def in_order(html: str) -> str:
    """Everything, in the order of the page, as a text browser shows it."""
    writer = html2text.HTML2Text(bodywidth=0)
    writer.ignore_links = writer.ignore_emphasis = True
    return " ".join(re.sub(r"\\(.)", r"\1", writer.handle(html)).split())


def extracted(html: str) -> str:
    return " ".join((trafilatura.extract(html) or "").split())


def reader_view(html: str) -> str:
    return in_order(readability.Document(html).summary())


READERS: dict[str, Callable[[str], str]] = {
    "text browser": in_order,
    "extractor": extracted,
    "reader view": reader_view,
}


def answers_of_others(page: Page) -> list[str]:
    """What stands in the trails, which a browser shows to those alone who came that way."""
    found = {
        words for part in page.main.select("section[hidden]") for words in texts(part.select("ol.answers > li > span"))
    }
    return sorted(found)


def actions(site: Pages) -> list[Page]:
    return [page for page in site.steps() if page.kind == "action"]


@pytest.mark.parametrize("reader", READERS)
def test_whoever_reads_an_action_as_text_meets_the_advice_before_the_answers_of_others(
    site: Pages, reader: str
) -> None:
    for page in actions(site):
        text = READERS[reader](page.html)
        assert "What to do" in text, page.step
        before = text[: text.index("What to do")]
        assert len(before.partition(page.heading)[2] or before) <= 600, page.step
        first = texts(page.main.select("ol.todo > li"))[0]
        assert first[:25] in text, page.step
        early = text[: text.index(first[:25])]
        assert [answer for answer in answers_of_others(page) if answer in early] == [], page.step


def test_no_answer_of_others_is_in_a_reader_view(site: Pages) -> None:
    """It leaves out what is hidden; what a reader who comes cold is shown as ways here is not, nor is the text to copy,
    which may say the same as an answer."""
    for page in actions(site):
        cold = " ".join(texts([*page.cold, *page.main.select(":scope > pre:not([hidden])")]))
        text = reader_view(page.html)
        assert [answer for answer in answers_of_others(page) if answer in text and answer not in cold] == [], page.step

"""Whatever somebody types into a text of the guide stays text: it adds no element, attribute, script or address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import nh3
import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from guide import Refused, Settings, Site, build, read_files
from guide.kinds import TREE
from samples import CLOCKS, COUNTRIES, DEAD_ENDS, FACTS, MESSAGES, PHRASES, SMALL

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'><iframe srcdoc='<script>1</script>'>",
    '" onmouseover="alert(1)" x="',
    "' onfocus='alert(1)' autofocus='",
    "</title></style></pre></main><script>1</script>",
    "</textarea><a href=javascript:1>x</a>",
    "<!--", "-->", "]]>", "<![CDATA[x", "<?php x ?>",
    "&lt;script&gt;1&lt;/script&gt;",
    "&#60;script&#62;", "&#x3c;img&#x3e;", "\\<b>", "\\&lt;",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,<script>1</script>)",
    "[x](vbscript:1)", "[x](//evil.example)", "[x](https://evil.example)", "[x](https://www.example.org@evil.example)",
    "[x](&#106;avascript:1)", "[x](\\javascript:1)", "[x]( javascript:1)", "[x](<javascript:1>)",
    '[x](ask-support "onclick=alert(1)")', "[x]: https://evil.example", "[x][y]", "<https://evil.example>",
    "![x](https://evil.example/a.png)", "https://evil.example", "www.evil.example", "a@evil.example",
    "{{ 7*7 }}", "{% raw %}", "{# x #}", "${7*7}", "<%= 7*7 %>", "{{ config }}", "#{7*7}",
    "`<b>`", "```\n<b>\n```", "# h", "> q", "---", "* * *", "1. x", "| a | b |\n|---|---|", "~~x~~", "H~2~O",
    "*x <b>y</b>*", "**<i>x</i>**", "*[x](https://evil.example)*", "a  \nb", "    <b>", "&nbsp;&shy;",
    "\u2028<b>", "％3Cscript％3E", "＜script＞", "<ſcript>", "%3Cscript%3E",
    "x" * 60, "))))]]]]", "*" * 30, "[" * 30, "](" * 20, "\\" * 20,
]  # fmt: skip
MAY_APPEAR = {"em", "strong", "ul", "ol", "li", "p"}
"""What the small Markdown subset may make of a text."""
LINKS_TO_STEPS = {"../../steps/ask-support/", "../steps/ask-support/"}
"""Where a text may link to: a step that exists."""
HARMLESS = "harmless words"
SETTINGS = Settings(site_url="https://guide.example/", repo_url="https://code.example/", mail="us@guide.example")


def data_of(name: str) -> dict[str, Any]:
    content = read_files(SMALL)[name]
    assert content is not None
    found: dict[str, Any] = yaml.load(content, Loader=yaml.BaseLoader)
    return found


def full_guide() -> dict[str, dict[str, Any]]:
    """The small guide with every text field filled."""
    tree = data_of(TREE)
    for name, question in tree["questions"].items():
        question.update(help=f"h {name}", why="w", facts=["refunds-can-be-traced"])
    for action in tree["actions"].values():
        action.update(careful="c", have_ready=["r"], by_when="b", wait="1 day")
        action.pop("window", None)  # Its number would need the fact whose text is hostile here.
    tree["actions"]["ask-your-bank"]["not_solved"] = "ask-support"
    facts = data_of(FACTS)
    facts["facts"]["refunds-can-be-traced"]["text"] = (
        "A refund can be traced for 0, 1, 2, 3, 7, 49, 60, 106 or 120 days."
    )
    tree["retired"] = {"ask-the-seller": {"title": "t", "because": "b", "next": "ask-support"}}
    phrase = {"words": "w", "means": "m", "next": "ask-support"}
    end = {"what": "w", "facts": ["refunds-can-be-traced"], "instead": "ask-support"}
    country = {"name": "n", "language": "l", "cost": "c", "trader_body": "t", "bank_body": "b"}
    country |= {key: ["refunds-can-be-traced"] for key in ("card", "trader", "bank")}
    return {
        TREE: tree,
        FACTS: facts,
        MESSAGES: data_of(MESSAGES),
        PHRASES: {"phrases": {"on-the-screen": phrase}},
        DEAD_ENDS: {"dead_ends": {"call-somebody": end}},
        COUNTRIES: {"countries": {"somewhere": country}},
    }


NOT_TEXT = {"id", "next", "start", "facts", "message", "wait", "window", "not_solved", "redirect_from"} | {
    *("url", "confidence", "checked", "check_again", "also", "first", "clock_starts_with", "instead"),
    *("card", "trader", "bank"),
}


def text_fields(value: Any, trace: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the texts of the guide stand: every scalar except ids, days and addresses."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in NOT_TEXT or isinstance(part, dict):
                yield from text_fields(part, (*trace, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from text_fields(part, (*trace, index))
    else:
        yield trace


FIELDS = [(name, *trace) for name, data in full_guide().items() for trace in text_fields(data)]
AT_ONCE = [trace for trace in FIELDS if trace[-3:] != ("options", 1, "label")]
"""All fields that may hold the same text: two labels of one question may not."""
PLAIN = [
    trace
    for trace in AT_ONCE
    if trace[-1] in ("ask", "title", "label", "summary", "text", "source", "publisher", "dated")
    or trace[0] in (PHRASES, DEAD_ENDS, COUNTRIES)
]
"""Those that are plain text, not Markdown: every rule lets hostile texts pass there."""


def built_with(text: str, *fields: tuple[Any, ...]) -> Site:
    guide = full_guide()
    for trace in fields:
        part: Any = guide
        for key in trace[:-1]:
            part = part[key]
        part[trace[-1]] = f"It says {text}" if trace[-1] == "label" else text
        if {"ask", "title", "why", "help"} & {*trace}:  # No two steps may look alike.
            part[trace[-1]] += f" {trace[2][-4:]}" + ("?" if trace[-1] == "ask" else "")
    written = {name: yaml.safe_dump(data, sort_keys=False, allow_unicode=True).encode() for name, data in guide.items()}
    clocks = (
        b"clocks: {}\n"  # Its number would need the fact whose text is hostile here; tests/test_dates.py has its texts.
    )
    return build({**read_files(SMALL), CLOCKS: clocks, **written}, SETTINGS)


@cache
def shape(html: str) -> tuple[set[str], set[str], set[str]]:
    """The names of all elements, of all attributes, and all addresses on a page."""
    soup = BeautifulSoup(html, "html.parser")
    elements = {tag.name for tag in soup.find_all(True)}
    attributes = {name for tag in soup.find_all(True) for name in tag.attrs}
    addresses = {  # Without queries, which hold the title of the step in feedback, and without lines to edit.
        str(tag[name]).partition("?")[0].partition("#L")[0]
        for tag in soup.find_all(True)
        for name in ("href", "src", "action")
        if tag.has_attr(name)
    }
    return elements, attributes, addresses


@cache
def pages_with_harmless_words(fields: tuple[tuple[Any, ...], ...]) -> dict[str, str]:
    files = built_with(HARMLESS, *fields).files
    return {name: html for name, html in files.items() if name.endswith(".html")}


def adds_nothing(text: str, fields: list[tuple[Any, ...]]) -> bool:
    """Whether a guide with `text` in it is refused, or its pages hold nothing that they do not hold without it."""
    try:
        hostile = built_with(text, *fields)
    except Refused:
        return False
    harmless = pages_with_harmless_words(tuple(fields))
    assert {name for name in hostile.files if name.endswith(".html")} == set(harmless)
    for name, html in hostile.files.items():
        if html != harmless.get(name, html):
            elements, attributes, addresses = shape(html)
            usual = shape(harmless[name])
            assert elements <= usual[0] | MAY_APPEAR, (name, text)
            assert attributes <= usual[1], (name, text)
            assert addresses <= usual[2] | LINKS_TO_STEPS, (name, text)
            nothing_for_nh3_to_remove(html, usual[0] | MAY_APPEAR, usual[1])
    json.loads(hostile.files["tree.json"])
    json.dumps(hostile.search)
    return True


def nothing_for_nh3_to_remove(html: str, elements: set[str], attributes: set[str]) -> None:
    """nh3 parses as browsers do, by other code than BeautifulSoup's."""
    body = html[html.index("<main") : html.index("</main>") + len("</main>")]
    # In SVG a browser reads “viewbox” as “viewBox”.
    spelled = {"viewBox" if name == "viewbox" else name for name in attributes}
    cleaned = nh3.clean(
        body, tags=elements - {"html", "head", "body", "style", "title"}, attributes={"*": spelled},
        link_rel=None, strip_comments=True, url_schemes={"https", "http", "mailto"},
    )  # fmt: skip

    def seen(part: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(tag.name, tuple(sorted(tag.attrs))) for tag in BeautifulSoup(part, "html.parser").find_all(True)]

    assert seen(cleaned) == seen(body)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_in_every_field_at_once_adds_nothing(text: str) -> None:
    """A short text that can be seen passes every rule in the fields that are no Markdown, so it does get there."""
    assert adds_nothing(text, PLAIN) or len(text) >= 80 or not text.isprintable()
    adds_nothing(text, AT_ONCE)


@pytest.mark.parametrize("trace", FIELDS, ids=lambda trace: ".".join(map(str, trace)))
def test_every_field_is_escaped_by_itself(trace: tuple[Any, ...]) -> None:
    for text in HOSTILE[2:4]:
        adds_nothing(text, [trace])


def test_what_stands_in_the_fields_of_these_tests_is_on_the_pages() -> None:
    marked = built_with("MARKED words", *AT_ONCE)
    for name in ("steps/ask-your-bank/index.html", "flow/index.html", "steps/index.html", "tree.json"):
        assert "MARKED" in marked.files[name], name


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet="<>&\"'`()[]*_\\!#-=:/ abhrefonsc;\n", min_size=1, max_size=60))
def test_random_marks_add_nothing(text: str) -> None:
    adds_nothing(text.strip() or "x", AT_ONCE)
    adds_nothing(text.strip() or "x", PLAIN)

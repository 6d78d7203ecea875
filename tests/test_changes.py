"""The page of changes and the feed say what changes.yaml says, the newest first, and lead to it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urldefrag
from xml.etree import ElementTree

import yaml

from guide import FEED, Graph, Settings, Site, build, draft_problems, limits, read_files, walkable
from guide.kinds import DATES, TREE
from guide.problem import Problem
from reader import BASE, Page, Pages, texts
from samples import CHANGES, COUNTRIES, SMALL, data
from test_hostile import HOSTILE, NEVER_READ

ATOM = "{http://www.w3.org/2005/Atom}"
HTML = "{http://www.w3.org/1999/xhtml}"
PAGE = f"{BASE}changes/"
Entries = dict[str, dict[str, Any]]


def made(
    entries: Entries,
    site_url: str = BASE,
    files: dict[str, bytes] | None = None,
    rules: Callable[[Graph], list[Problem]] = draft_problems,
) -> Site:
    """The small guide with a country and these changes, before anybody had to tell them."""
    country = b"countries:\n  france:\n    name: France\n    card: [refunds-can-be-traced]\n"
    changes = yaml.safe_dump({"changes": entries}, sort_keys=False, allow_unicode=True).encode()
    everything = {**read_files(SMALL), COUNTRIES: country, CHANGES: changes, **(files or {})}
    return build(everything, Settings(site_url=site_url), rules=rules)


def a_change(day: str = "2026-01-02", kind: str = "new", title: str = "It is new", **more: Any) -> dict[str, Any]:
    return {"date": date.fromisoformat(day), "kind": kind, "title": title, **more}


def feed_of(site: Site) -> ElementTree.Element:
    return ElementTree.fromstring(site.files[FEED])


def entries_of(feed: ElementTree.Element) -> list[dict[str, str]]:
    return [
        {
            "id": entry.findtext(f"{ATOM}id", ""),
            "title": entry.findtext(f"{ATOM}title", ""),
            "day": entry.findtext(f"{ATOM}updated", "").removesuffix("T00:00:00Z"),
            "kind": entry.find(f"{ATOM}category").attrib["term"],  # type: ignore[union-attr]
            "text": entry.findtext(f"{ATOM}content/{HTML}div/{HTML}p", ""),
        }
        for entry in feed.findall(f"{ATOM}entry")
    ]


def links_of(entry: ElementTree.Element) -> dict[str, str]:
    return {str(link.text): link.attrib["href"] for link in entry.iter(f"{HTML}a")}


def page_of(site: Site) -> Page:
    return Pages(site.files)["changes/"]


# --- The real guide ---


def test_the_feed_of_the_site_says_what_the_file_says_and_every_link_of_it_answers(site: Pages) -> None:
    feed = ElementTree.parse(site.folder / FEED).getroot()
    told = [(name, change) for name, change in data("changes").items() if change["kind"] != "wording"]
    told.sort(key=lambda entry: entry[1]["date"], reverse=True)
    found = entries_of(feed)
    assert [entry["id"] for entry in found] == [f"{PAGE}#{name}" for name, _ in told][: limits.MOST_NEWS]
    assert len({entry["id"] for entry in found}) == len(found)
    for entry, (_, change) in zip(found, told, strict=False):
        assert entry["title"].endswith(f": {change['title']}")
        assert (entry["day"], entry["kind"]) == (str(change["date"]), change["kind"])
        assert entry["text"] == change.get("text", change["title"])
    for link in (*feed.iter(f"{ATOM}link"), *feed.iter(f"{HTML}a")):
        path, fragment = urldefrag(link.attrib["href"].removeprefix(BASE))
        assert path == FEED or (path in site and (not fragment or fragment in site[path].ids)), link.attrib


def test_home_and_the_page_of_changes_name_the_feed_and_no_other_page_carries_it(site: Pages, homeless: Pages) -> None:
    named = {page.path: page.soup.select("link[type='application/atom+xml']") for page in site.values()}
    assert {path: links[0]["href"] for path, links in named.items() if links} == {"": FEED, "changes/": f"../{FEED}"}
    assert not (homeless.folder / FEED).exists()
    for path in ("", "changes/"):
        assert FEED not in homeless[path].html


def test_the_page_of_changes_is_in_the_sitemap_and_in_the_search(site: Pages) -> None:
    newest = max(str(change["date"]) for change in data("changes").values())
    root = ElementTree.parse(site.folder / "sitemap.xml").getroot()
    assert {entry[0].text: entry[1].text for entry in root if len(entry) > 1}[PAGE] == newest
    index = json.loads((site.folder / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert [entry["title"] for entry in index["docs"] if entry["location"].startswith("changes/")] == ["What changed"]


# --- Small guides ---


def test_the_feed_has_all_that_atom_asks_for() -> None:
    feed = feed_of(made({"two": a_change("2026-01-03"), "one": a_change("2026-01-02", "corrected", text="More.")}))
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}id") == BASE + FEED
    assert feed.findtext(f"{ATOM}title") == "What changed: Refund Guide"
    assert feed.findtext(f"{ATOM}updated") == "2026-01-03T00:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Refund Guide"
    assert {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")} == {
        "self": BASE + FEED,
        "alternate": PAGE,
    }
    assert entries_of(feed) == [
        {"id": f"{PAGE}#two", "title": "New: It is new", "day": "2026-01-03", "kind": "new", "text": "It is new"},
        {
            "id": f"{PAGE}#one",
            "title": "Corrected: It is new",
            "day": "2026-01-02",
            "kind": "corrected",
            "text": "More.",
        },
    ]


def test_the_newest_comes_first_and_of_one_day_the_upper_one_in_the_file() -> None:
    days = {"old": "2025-12-31", "upper": "2026-02-01", "lower": "2026-02-01", "newest": "2026-03-01"}
    site = made({name: a_change(day) for name, day in days.items()})
    wanted = ["newest", "upper", "lower", "old"]
    assert [entry["id"] for entry in entries_of(feed_of(site))] == [f"{PAGE}#{name}" for name in wanted]
    assert [str(heading["id"]) for heading in page_of(site).main.select("h2")] == wanted


def test_what_no_reader_needs_to_know_is_on_the_page_and_not_in_the_feed() -> None:
    site = made({"words": a_change(kind="wording", title="Better words", steps=["ask-support"]), "one": a_change()})
    assert [entry["id"] for entry in entries_of(feed_of(site))] == [f"{PAGE}#one"]
    page = page_of(site)
    assert texts(page.main.select("details p#words")) == ["2 January 2026 · Better words"]
    assert [page.follow(link).page.step for link in page.main.select("details a")] == ["ask-support"]


def test_without_news_or_without_an_address_there_is_no_feed() -> None:
    for site in (made({}), made({"one": a_change(kind="wording")}), made({"one": a_change()}, site_url="")):
        assert FEED not in site.files
        assert "feed" not in page_of(site).html


def test_a_change_leads_to_each_page_that_it_names_and_to_those_that_show_its_facts() -> None:
    about = {"steps": ["ask-support"], "messages": ["to-the-bank"], "facts": ["refunds-can-be-traced"]}
    site = made({"one": a_change(**about)})
    wanted = {
        "Ask support": "steps/ask-support/",
        "Ask your bank": "steps/ask-your-bank/",
        "France": "countries/france/",
        "Your bank, 120 days": "dates/your-bank/",
    }
    page = page_of(site)
    shown = {texts([link])[0]: page.follow(link) for link in page.main.select("section a")}
    assert {words: view.page.path for words, view in shown.items() if not view.fragment} == wanted
    (entry,) = feed_of(site).findall(f"{ATOM}entry")
    assert {words: link for words, link in links_of(entry).items() if "#" not in link} == {
        words: BASE + path for words, path in wanted.items()
    }


def test_an_old_change_leads_to_where_its_steps_are_now() -> None:
    """What has another id leads there, what is no more to the page that says so; the rest is left out."""
    text = (read_files(SMALL)[TREE] or b"").decode()
    text = text.replace("    title: Ask support", "    redirect_from: [ask-eva]\n    title: Ask support")
    text += "\nretired:\n  ask-adam:\n    title: Ask Adam\n    because: He left.\n    next: ask-support\n"
    change = a_change(steps=["ask-eva", "ask-adam", "gone"], countries=["gone"])
    files = {TREE: text.encode(), DATES: b"changes/one 2026-01-02 000000000000\n"}
    page = page_of(made({"one": change}, files=files))
    assert {texts([link])[0]: page.follow(link).page.path for link in page.main.select("section a")} == {
        "Ask support": "steps/ask-support/",
        "Ask Adam": "steps/ask-adam/",
    }


def test_the_feed_holds_the_newest_only_and_the_page_all() -> None:
    count = limits.MOST_NEWS + 3
    site = made({f"change-{number}": a_change(f"{2000 + number}-01-01") for number in range(count)})
    found = [entry["day"] for entry in entries_of(feed_of(site))]
    assert found == [f"{2000 + number}-01-01" for number in range(count - 1, 2, -1)]
    assert len(page_of(site).main.select("section")) == count


def test_older_changes_are_folded_by_month_below_the_newest() -> None:
    days = [date(2026, 12, 1) - timedelta(days=8 * number) for number in range(limits.MOST_OPEN_CHANGES + 6)]
    page = page_of(made({f"change-{number}": a_change(str(day)) for number, day in enumerate(days)}))
    open_ = page.main.select("main > section")
    folded = page.main.select("details:not([open]):has(section)")
    assert len(open_) == limits.MOST_OPEN_CHANGES
    older = Counter(f"{day:%B %Y}" for day in days[limits.MOST_OPEN_CHANGES :])
    assert texts([part.select("summary")[0] for part in folded]) == [f"{month} ({n})" for month, n in older.items()]
    assert [len(part.select("section")) for part in folded] == [*older.values()]


def test_hostile_words_stay_words_in_the_feed_and_on_the_page() -> None:
    hostile = [" ".join(words.split())[:70] for words in HOSTILE]
    hostile = [words for words in dict.fromkeys(hostile) if words.isascii() and words not in NEVER_READ]
    entries = {f"change-{number}": a_change(title=words, text=words) for number, words in enumerate(hostile)}
    for part in range(0, len(entries), limits.MOST_NEWS):
        chosen = dict(list(entries.items())[part : part + limits.MOST_NEWS])
        site = made(chosen, rules=walkable)
        words = [entry["title"] for entry in chosen.values()]
        feed = feed_of(site)
        found = [(entry["title"], entry["text"]) for entry in entries_of(feed)]
        assert found == [(f"New: {word}", word) for word in words]
        tags = {tag.tag for tag in feed.iter(f"{ATOM}content")} | {tag.tag for tag in feed.iter() if HTML in tag.tag}
        assert tags == {f"{ATOM}content", f"{HTML}div", f"{HTML}p"}
        sections = page_of(site).main.select("section")
        shown = [[tag.get_text() for tag in part.select("h2, p:last-child")] for part in sections]
        assert shown == [[word, word] for word in words]
        assert {tag.name for part in sections for tag in part.find_all(True)} == {"h2", "p"}


def test_a_hostile_name_or_address_of_the_site_stays_one_too() -> None:
    files = {**read_files(SMALL), CHANGES: yaml.safe_dump({"changes": {"one": a_change()}}).encode()}
    settings = Settings(site_name="<b>&amp;'\"]]>", site_url="https://guide.example/\"><x y='&/")
    feed = feed_of(build(files, settings))
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == settings.site_name
    assert feed.findtext(f"{ATOM}id") == settings.site_url + FEED


def test_the_same_changes_give_the_same_bytes() -> None:
    entries = {name: a_change(facts=["refunds-can-be-traced"], steps=["ask-support"]) for name in ("one", "two")}
    assert made(entries).files[FEED] == made(entries).files[FEED]

"""Asks every outside link of a built site whether it still leads somewhere, and says what to mend.

    python .github/scripts/links.py site --skip https://github.com/example/refund-guide > links.md

lychee asks, as lychee.toml tells it to; links.toml holds the exceptions. Without anything to mend it prints nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

HERE = Path(__file__).parent
GONE = (404, 410)
FOR_GOOD = (301, 308)
AT_MOST = 50
"""Links of one kind in a report: an issue on GitHub holds 65,536 characters."""
LONGEST = 300
USERS = 3
"""Pages or facts named for one link."""

Uses = dict[str, list[str]]


@dataclass(frozen=True)
class Link:
    """What came back for one address of the guide. `answer` is 0 where nothing came; `said` is the rest of a sentence
    that starts with the address."""

    url: str
    answer: int
    said: str


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="links.py", description="Checks the outside links of a built site.")
    parser.add_argument("site", type=Path, help="the folder of the site")
    parser.add_argument("--skip", action="append", default=[], metavar="URL", help="leave out addresses that start so")
    parser.add_argument("--settings", type=Path, default=HERE / "lychee.toml", metavar="FILE")
    parser.add_argument("--exceptions", type=Path, default=HERE / "links.toml", metavar="FILE")
    options = parser.parse_args(arguments)
    uses = outside(options.site, [start for start in options.skip if start])
    if not uses:
        print(f"{options.site} has no outside links. Is it a built site?", file=sys.stderr)
        return 1
    links = asked(list(uses), options.settings)
    exceptions = tomllib.loads(options.exceptions.read_text(encoding="utf-8")).get("exception", [])
    print("\n".join(report(links, uses, exceptions)), end="")
    return 0


# --- Which links there are ---


class Anchors(HTMLParser):
    """The addresses of all links of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def outside(site: Path, skip: list[str]) -> Uses:
    """Each address outside of the site, and what uses it: facts, as they are mended in one place, or else pages."""
    facts = json.loads((site / "tree.json").read_text(encoding="utf-8"))["facts"]
    uses: Uses = {}
    for name, fact in facts.items():
        for url in (fact["url"], *fact.get("also", [])):
            uses.setdefault(plain(url), []).append(f"fact `{name}`")
    sourced = set(uses)
    for path in sorted(site.rglob("*.html")):
        page = path.relative_to(site).as_posix().removesuffix("index.html")
        for url in sorted({plain(href) for href in Anchors(path.read_text(encoding="utf-8")).found} - sourced):
            uses.setdefault(url, []).append(f"page `/{page}`")
    wanted = ("http://", "https://")
    return {url: names for url, names in uses.items() if url.startswith(wanted) and not url.startswith(tuple(skip))}


def plain(url: str) -> str:
    """One way of writing an address, so that nothing is asked twice: no fragment, and a path."""
    whole = urldefrag(url).url
    parts = urlsplit(whole)
    return parts._replace(path=parts.path or "/").geturl() if parts.netloc else whole


# --- What comes back ---


def asked(urls: list[str], settings: Path) -> list[Link]:
    """What each address answers, in their order. lychee reads them from a page with one link on each line."""
    lychee = Path(sys.executable).with_name("lychee")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "links.html")
        page.write_text("\n".join(f'<a href="{escape(url)}">link</a>' for url in urls), encoding="utf-8")
        command = [str(lychee), f"--config={settings}", "--no-progress", "-vv", "--format=json", str(page)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 2):  # 2: some links are broken
        raise SystemExit(f"lychee left with {done.returncode}:\n{done.stderr}")
    result = json.loads(done.stdout)
    lines = {
        entry["span"]["line"]: (kind, entry)
        for kind in ("success_map", "error_map", "timeout_map")
        for entries in result[kind].values()
        for entry in entries
    }
    if missing := [url for line, url in enumerate(urls, 1) if line not in lines]:
        raise SystemExit(f"lychee says nothing of {missing[0]}, and of {len(missing) - 1} more.")
    return [link(url, *lines[line]) for line, url in enumerate(urls, 1)]


def link(url: str, kind: str, entry: dict[str, Any]) -> Link:
    """What lychee's entry for one address means."""
    status = entry["status"]
    code = int(status.get("code") or 0)
    if kind == "success_map":
        new, how = url, code
        for hop in entry.get("redirects", {}).get("redirects", []):
            if hop["code"] not in FOR_GOOD:
                break
            new, how = hop["url"], how if how in FOR_GOOD else hop["code"]
        return Link(url, how, f"is now {shown(new)}")
    if kind == "timeout_map":
        return Link(url, 0, "did not answer in time")
    if code:
        return Link(url, code, f"answers {code}")
    return Link(url, 0, f"did not answer: {status.get('details') or status['text']}")


def shown(new: str) -> str:
    """An address that a stranger's site gave. A long one would use up the room of all others."""
    return f"<{new}>" if len(new) <= LONGEST else f"a long address at `{urlsplit(new).hostname}`"


# --- What to say ---


def report(links: list[Link], uses: Uses, exceptions: list[dict[str, Any]]) -> Iterator[str]:
    """The lines of the report: Markdown, in plain words. None where nothing is to be mended."""

    def excused(link: Link, exception: dict[str, Any]) -> bool:
        return link.url.startswith(exception["starts"]) and link.answer == exception["answer"]

    left = [link for link in links if not any(excused(link, exception) for exception in exceptions)]
    idle = [exception for exception in exceptions if not any(excused(link, exception) for link in links)]
    parts = [
        *part(left, uses, "Gone", "Find the page elsewhere, or another source, or take the claim out.", gone),
        *part(left, uses, "Moved for good", "Read the new page. If it says the same, write its address.", moved),
        *part(
            left,
            uses,
            "Not reached",
            "Some sites refuse programs, and some have a bad day. Open the page in a browser before you change it.\n"
            "If it is right for people, add it to `.github/scripts/links.toml` with what you saw.",
            unreached,
        ),
    ]
    if idle:
        parts += ["### Exceptions that are no longer needed", "", "Take them out of `.github/scripts/links.toml`.", ""]
        parts += [f"- `{exception['starts']}`, {exception['answer']}: {exception['reason']}" for exception in idle]
        parts.append("")
    if parts:
        yield from ("## Outside links", "", *parts)


def gone(link: Link) -> bool:
    return link.answer in GONE


def moved(link: Link) -> bool:
    return link.answer in FOR_GOOD


def unreached(link: Link) -> bool:
    return not (gone(link) or moved(link) or 200 <= link.answer < 300)


def part(links: list[Link], uses: Uses, title: str, what_to_do: str, kind: Callable[[Link], bool]) -> Iterator[str]:
    found = [link for link in links if kind(link)]
    if not found:
        return
    yield from (f"### {title}", "", what_to_do, "")
    for link in found[:AT_MOST]:
        yield f"- <{link.url}> {link.said}. Used by {listed(uses[link.url])}."
    if len(found) > AT_MOST:
        yield f"- And {len(found) - AT_MOST} more."
    yield ""


def listed(names: list[str]) -> str:
    more = len(names) - USERS
    return ", ".join(names[:USERS]) + (f" and {more} more" if more > 0 else "")


if __name__ == "__main__":
    sys.exit(main())

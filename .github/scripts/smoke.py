"""Asks a published site whether it is the one that was built, as a reader's browser would ask.

    python3 .github/scripts/smoke.py https://example.org/guide/ --commit HASH --wait 600

It needs nothing but Python. It asks for nine files, one after the other, and leaves with 1 if something is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

NAME = "refund-guide smoke check"
BETWEEN = 15
"""Seconds between two looks at a host that may still show the site of before."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="smoke.py", description="Checks a published site.")
    parser.add_argument("site", metavar="URL", help="the address of the home page")
    parser.add_argument("--commit", default="", help="what build.json must name")
    parser.add_argument("--wait", type=int, default=0, metavar="SECONDS", help="how long the new site may take to show")
    options = parser.parse_args(arguments)
    base = options.site.rstrip("/") + "/"
    if not wait_for(base, options.commit, options.wait):
        print(f"::error::{base}build.json does not name the commit {options.commit or 'of any build'}.")
        return 1
    wrong = list(problems(base))
    for problem in wrong:
        print(f"::error::{problem}")
    if not wrong:
        print(f"{base}: start, action, 404, sitemap and commit are right.")
    return 1 if wrong else 0


def wait_for(base: str, commit: str, seconds: int) -> bool:
    """Whether build.json is there and names `commit`, within so many seconds."""
    deadline = time.monotonic() + seconds
    while True:
        _, body = get(base + "build.json")
        if (named := record(body).get("commit")) and named == (commit or named):
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(BETWEEN)


def record(body: bytes) -> dict[str, Any]:
    """The JSON object in `body`; an empty one where there is none."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def problems(base: str) -> Iterator[str]:
    """Everything that a reader would miss, each as a sentence."""
    files = {
        name: get(base + name) for name in ("build.json", "SHA256SUMS", "tree.json", "", "sitemap.xml", "404.html")
    }
    tree = record(files["tree.json"][1])
    question, action = tree.get("start", ""), next(iter(tree.get("actions", {})), "")
    for step, kind in ((question, "question"), (action, "action")):
        name = f"steps/{step}/"
        files[name] = get(base + name)
        for mark in (f'data-step="{step}"', f'data-kind="{kind}"'):
            if mark.encode() not in files[name][1]:
                yield f"{base}{name} does not hold {mark}."
    for name, (status, _) in files.items():
        if status != 200:
            yield f"{base}{name} answers {status or 'nothing'} instead of 200."
    sums = {file: total for total, file in re.findall(r"(?m)^([0-9a-f]{64})  (.+)$", text(files["SHA256SUMS"][1]))}
    for name, (_, body) in files.items():
        file = f"{name}index.html" if name == "" or name.endswith("/") else name
        if file != "SHA256SUMS" and sums.get(file) != sha256(body).hexdigest():
            yield f"{base}{name} is not the file that was built: its checksum differs from SHA256SUMS."
    missing = get(base + "steps/no-such-step-as-this/")
    if missing != (404, files["404.html"][1]):
        yield f"An address that does not exist answers {missing[0] or 'nothing'}, or not with the page 404.html."
    home = record(files["build.json"][1]).get("site_url", "").rstrip("/") + "/"
    listed = re.findall(r"<loc>(.*?)</loc>", text(files["sitemap.xml"][1]))
    if strangers := [address for address in listed if not address.startswith(home)]:
        yield f"The sitemap lists {strangers[0]}, which is not below {home}."
    if f"{home}steps/{action}/" not in listed:
        yield f"The sitemap does not list {home}steps/{action}/."


def text(body: bytes) -> str:
    return body.decode("utf-8", "replace")


def get(address: str) -> tuple[int, bytes]:
    """What the server answers: the status, and the body. Status 0 where it does not answer."""
    try:
        with urlopen(Request(address, headers={"User-Agent": NAME}), timeout=30) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()
    except (URLError, OSError):
        return 0, b""


if __name__ == "__main__":
    sys.exit(main())

"""Twelve hostile pull requests, each a small change of the real guide: which check stops it, and what it says."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from guide import Refused, read_files
from guide.kinds import DATES, LOCK, TREE
from guide.read import files
from samples import CHANGES, ROOT, proven

Texts = dict[str, str]
STEP = "ask-your-bank-to-trace-the-refund"
"""The step that the pull requests go for. Its id is an address, so it stays."""
READING = "load"
"""Stopped before any rule is asked: the file is not read further."""


def first_do(line: str) -> Callable[[Texts], Texts]:
    """Adds a line to what readers should do first."""
    return replace(rf"(\n  {STEP}:\n(?:    .*\n)*?    steps:\n)", f"      - '{line}'\n")


def replace(after: str, new: str, old: str = "") -> Callable[[Texts], Texts]:
    """Writes `new` instead of `old` behind the first place in the decision tree that fits the pattern `after`."""
    return lambda texts: {**texts, TREE: re.sub(after + old, lambda found: found[1] + new, texts[TREE], count=1)}


def endless_line(texts: Texts) -> Texts:
    missing = 2**21 - len(texts[TREE].encode())
    return {**texts, TREE: f"{texts[TREE]}#{'x' * (missing - 2)}\n"}


def renamed(texts: Texts) -> Texts:
    new = "ask-your-bank-to-trace-a-refund"
    return {name: text if name in (LOCK, DATES) else text.replace(STEP, new) for name, text in texts.items()}


class Pull(NamedTuple):
    """A pull request: what it changes, the check that stops it, a part of the line that the check points at, and all
    that it says there."""

    change: Callable[[Texts], Texts]
    check: str
    line: str
    says: str


NOT_USED = "which the pages do not use. Use plain sentences; *emphasis*, lists and [links](some-step) are possible."
LINK_TO = "Link to the id of a step, or to an https address whose host is in docs/data/allowed_hosts.yaml."
PULLS = {
    "script in a text": Pull(
        first_do("Open this page. <script src=https://evil.example/a.js></script>"),
        "markup_that_is_not_used",
        "<script",
        f"this text holds HTML, {NOT_USED}",
    ),
    "javascript: link": Pull(
        first_do("Open [the form](javascript:fetch(1))."),
        "markup_that_is_not_used",
        "javascript:",
        f"this text holds a link that cannot be read, {NOT_USED}",
    ),
    "look-alike host": Pull(
        first_do("Open [AliExpress](https://customerservice.aliexpress.com.help.example/)."),
        "links_that_are_not_allowed",
        "help.example",
        "the link to “https://customerservice.aliexpress.com.help.example/” is not allowed: the host "
        f"“customerservice.aliexpress.com.help.example” is not on the list. {LINK_TO} Another host needs a line there, "
        "as it stands in the address, with the reason: “  www.example.org: Its own page on complaints.”",
    ),
    "redirector": Pull(
        first_do("Open [AliExpress](https://customerservice.aliexpress.com/go?url=https://help.example/)."),
        "links_that_are_not_allowed",
        "help.example",
        "the link to “https://customerservice.aliexpress.com/go?url=https://help.example/” is not allowed: the part "
        f"“url=…” leads on to another address. {LINK_TO}",
    ),
    "mixed-script id": Pull(
        replace("(\n  )", f"\u0430{STEP[1:]}", STEP),
        READING,
        "\u0430sk-your-bank",
        "a word mixes two alphabets: \u0430 (U+0430) s (U+0073) in this line. "
        "Type the word again; letters that look alike are not the same.",
    ),
    "line of 1 MiB": Pull(
        endless_line, READING, "", "the file has 2,097,152 bytes; 1,048,576 are the limit. Remove some text."
    ),
    "alias bomb": Pull(
        replace("(\n)start:", "a: &a [x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b]\nstart:"),
        READING,
        "&a",
        "“&” and “*” stand for repeated parts, which this file does not use. Write the part out in full.",
    ),
    "template syntax": Pull(
        first_do("Write to {{ config.extra.mail }}."),
        "markup_that_is_not_used",
        "{{",
        f"this text holds a placeholder, {NOT_USED}",
    ),
    "changed deadline with no source": Pull(
        replace(r"(\n  us-credit-card-notice-for-goods-not-delivered:\n(?:    .*\n)*?    window: )", "200", r"\d+"),
        "numbers_that_no_fact_backs",
        "window: 200 days",
        "no fact of “us-credit-card-notice-for-goods-not-delivered” says “200 days”. "
        "Name the fact that says so, or leave it out.",
    ),
    "removed permalink": Pull(
        renamed,
        "addresses_that_would_stop_working",
        f"/steps/{STEP}/",
        f"the address /steps/{STEP}/ was published, and no step answers there any more. Add “redirect_from: [{STEP}]” "
        f"to “ask-your-bank-to-trace-a-refund”, or list “{STEP}” under “retired:” in decision_tree.yaml.",
    ),
    "hidden bidirectional text": Pull(
        first_do("Pay the fee at \u202emoc.sserpxeila\u202c today."),
        READING,
        "\u202e",
        "there is an invisible character (U+202E) in this line. Delete it.",
    ),
}


@pytest.mark.parametrize("name", PULLS)
def test_a_hostile_pull_request_is_stopped_at_its_line_with_one_clear_message(name: str) -> None:
    change, check, line, says = PULLS[name]
    texts = {path: (content or b"").decode() for path, content in read_files(ROOT).items()}
    changed = change(texts)
    assert changed != texts
    with pytest.raises(Refused) as refused:
        proven({path: text.encode() for path, text in changed.items()})
    (problem,) = [found for found in refused.value.problems if found.place.file != CHANGES]  # And nobody told readers.
    assert f"{problem.message} {problem.hint}" == says
    assert line in changed[problem.place.file].split("\n")[problem.place.line - 1]
    assert problem.code in (files.CODES if check == READING else [check.replace("_", "-")])


def test_the_page_on_safety_names_tests_that_exist_and_the_check_that_stops_each_pull_request() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named = re.findall(r"`(test_\w+)`", page)
    assert named
    assert [name for name in named if f"def {name}(" not in tests] == []
    for name, pull in PULLS.items():
        assert f"| {name} | `{pull.check}` |" in page


def test_a_workflow_that_runs_strangers_code_with_our_rights_is_stopped_and_needs_its_owner(tmp_path: Path) -> None:
    """The twelfth pull request. zizmor runs in “make lint”; on GitHub the owners of the file are asked as well."""
    workflows = ROOT / ".github" / "workflows"
    (pull,) = [path for path in workflows.iterdir() if "\n  pull_request:\n" in path.read_text(encoding="utf-8")]
    text = pull.read_text(encoding="utf-8").replace("\n  pull_request:\n", "\n  pull_request_target:\n")
    line = text.split("\n").index("  pull_request_target:") + 1
    changed = tmp_path / ".github" / "workflows" / pull.name
    changed.parent.mkdir(parents=True)
    changed.write_text(text, encoding="utf-8")
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--persona=pedantic", "--quiet", "--format=github", "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert done.stdout == (
        f"::error file=.github/workflows/{pull.name},line={line},title=dangerous-triggers::{pull.name}:{line}: use of "
        "fundamentally insecure workflow trigger: pull_request_target is almost always used insecurely\n"
    )
    owned = re.findall(r"^/(\S+) +\S", (ROOT / ".github" / "CODEOWNERS").read_text(encoding="utf-8"), re.MULTILINE)
    assert any(f".github/workflows/{pull.name}".startswith(path) for path in owned)

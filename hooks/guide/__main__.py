"""The command line: python -m guide, or “guide” once the environment is active. It knows nothing of MkDocs."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from guide import FILES, Frame, Graph, Refused, Settings, history, problems, prove, read_files, site_pages, walkable
from guide.kinds import DATES, LOCK, TREE, Change
from guide.plural import counted
from guide.problem import as_annotations
from guide.read.files import FORMS
from guide.tools.change_entry import draft
from guide.tools.checksums import write_seal
from guide.tools.diff import as_markdown, as_text, differences
from guide.tools.overdue import as_issue, due
from guide.tools.schema import CONTRIBUTING, written
from guide.tools.site_size import compared, measured
from guide.tools.urls_lock import COMMENT, addresses, grown
from guide.tools.zip_archive import write_archive

EXAMPLES = """examples:
  guide check                          is the guide in this folder without problems?
  guide check --format=github          the same, as annotations in a pull request
  guide export /tmp/pages              write the finished pages, without MkDocs
  guide diff main HEAD                 what changes for a reader, between two git revisions
  guide diff old.yaml decision_tree.yaml --format=markdown
  guide diff main . --entry            the lines for docs/data/changes.yaml that tell readers what changed
  guide stale --on 2027-02-01          which facts are due for a new check on that day
  guide lock                           after “make build”: add new addresses to urls.lock, new days to dates.lock
  guide weigh old-site site            what a change costs in bytes, between two built sites
  guide seal                           after “make build”: build.json and SHA256SUMS into the site
  guide archive refund-guide.zip       after “make build”: the site as a file that opens without a server
  guide schema                         after a change of the fields or rules: write what follows from them
"""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command. Returns 0, or 1 where the guide has problems; leaves with 2 where the command is wrong."""
    parser = argparse.ArgumentParser(
        prog="guide",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Checks, exports and compares the guide in decision_tree.yaml.",
    )
    parser.add_argument("--root", type=Path, default=Path(), help="the folder with decision_tree.yaml (default: here)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="say every problem of the guide, or how big it is")
    check.set_defaults(run=_check)
    check.add_argument("--format", choices=("text", "github"), default="text")
    export = commands.add_parser("export", help="write the finished pages to a folder, without MkDocs")
    export.set_defaults(run=_export)
    export.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    diff = commands.add_parser("diff", help="say what changes for a reader")
    diff.set_defaults(run=_diff)
    diff.add_argument("old", metavar="OLD", help="a file, a folder or a git revision")
    diff.add_argument("new", metavar="NEW", help="a file, a folder or a git revision")
    diff.add_argument("--format", choices=("text", "markdown"), default="text")
    diff.add_argument("--entry", action="store_true", help="draft what docs/data/changes.yaml must tell of it")
    stale = commands.add_parser("stale", help="list the facts that are due for a new check")
    stale.set_defaults(run=_stale)
    stale.add_argument("--format", choices=("text", "markdown"), default="text")
    lock = commands.add_parser("lock", help="add the addresses of the built site to urls.lock")
    lock.set_defaults(run=_lock)
    lock.add_argument("--site", type=Path, default=Path("site"), help="the built site (default: site)")
    lock.add_argument("--check", action="store_true", help="change nothing; fail if something is missing")
    archive = commands.add_parser(
        "archive", help="pack the built site so that it opens from a folder, without a server"
    )
    archive.set_defaults(run=_archive)
    archive.add_argument("file", type=Path, metavar="ZIP", help="the file to write")
    archive.add_argument("--site", type=Path, default=Path("site"), help="the built site (default: site)")
    seal = commands.add_parser("seal", help="write into the built site what it was made from, and its checksums")
    seal.set_defaults(run=_seal)
    seal.add_argument("--site", type=Path, default=Path("site"), help="the built site (default: site)")
    weigh = commands.add_parser("weigh", help="compare the weight of two built sites, as a table in Markdown")
    weigh.set_defaults(run=_weigh)
    weigh.add_argument("old", type=Path, metavar="OLD", help="a built site")
    weigh.add_argument("new", type=Path, metavar="NEW", help="a built site")
    for command in (check, export, diff, stale, lock, archive, seal):
        command.add_argument("--on", type=date.fromisoformat, default=_today(), metavar="DATE", help="default: today")
    commands.add_parser("schema", help="write the JSON Schemas and the tables of contributing.md").set_defaults(
        run=_schema
    )
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options, parser))
    except Refused as refused:
        if getattr(options, "format", "") == "github":
            print(as_annotations(refused.problems))
        else:
            print(_coloured(str(refused)), file=sys.stderr)
        return 1


def _check(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    graph = prove(read_files(options.root), today=options.on)
    tree = graph.tree
    longest = max(graph.answers_deep[action] for action in tree.actions)
    print(
        f"No problems: {counted(len(tree.questions), 'question')}, {counted(len(tree.actions), 'action')}, "
        f"{counted(len(tree.facts), 'fact')}, {counted(graph.count_paths, 'path')}, "
        f"at most {counted(longest, 'answer')}."
    )
    return 0


def _export(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        parser.error(f"“{folder}” is not empty. Name a new folder, so that nothing of yours is lost.")
    _say("Making the pages …")
    graph = prove(read_files(options.root), today=options.on)
    written = 0
    for name, content in _files(Frame(graph, _settings(options))):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written += 1
        if written % 500 == 0:
            _say(f"{written:,} files written …")
    _say("")
    print(f"{counted(written, 'file')} written to {folder}.")
    return 0


def _files(frame: Frame) -> Iterator[tuple[str, bytes]]:
    """One file after the other, so that a guide of any size needs the room of one page."""
    for page in site_pages(frame):
        yield page.file, page.text.encode()
        if page.picture:
            yield page.picture.path, page.picture.content()


def _settings(options: argparse.Namespace) -> Settings:
    """What whoever publishes the site has set, under the names that mkdocs.yml uses too."""
    return Settings(
        site_url=os.environ.get("SITE_URL", ""),
        repo_url=os.environ.get("REPO_URL", ""),
        mail=os.environ.get("FEEDBACK_MAIL", ""),
        today=options.on,
        cache=options.root / ".cache" / "pictures",
    )


def _diff(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    old, new = (_tree_at(name, options.root, parser) for name in (options.old, options.new))
    if options.entry:
        print(draft(old.tree, new.tree, str(options.on)) or f"{Change.spec.file} tells all of it already.")
        return 0
    sections = differences(old, new)
    print(as_markdown(sections) if options.format == "markdown" else as_text(sections))
    return 0


def _tree_at(name: str, root: Path, parser: argparse.ArgumentParser) -> Graph:
    """The tree in a folder, in a file (with the other files from here), or in a git revision."""
    path = Path(name)
    if path.is_dir():
        files = read_files(path)
    elif path.is_file():
        files = {**read_files(root), TREE: path.read_bytes()}
    else:
        files = {file: _git(root, "show", f"{name}:./{file}") for file in FILES}
        if files[TREE] is None:
            parser.error(f"“{name}” is no file, no folder, and no git revision that holds {TREE}.")
    return prove(_with_locks(files), walkable)


def _with_locks(files: dict[str, bytes | None]) -> dict[str, bytes | None]:
    """The same files, with an empty one in place of each that is missing, but for the tree itself: older revisions have
    fewer, and “guide lock” makes the lock files."""
    sections = {name: (*form.model_fields,) for name, form in FORMS.items() if name != TREE}
    empty = {name: "".join(f"{section}: {{}}\n" for section in keys) for name, keys in sections.items()}
    empty |= {LOCK: COMMENT, DATES: history.COMMENT}
    return {**files, **{name: files.get(name) or text.encode() for name, text in empty.items()}}


def _git(root: Path, *arguments: str) -> bytes | None:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


def _weigh(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    for site in (options.old, options.new):
        _need_a_site(site, parser)
    print(compared(measured(options.old), measured(options.new)))
    return 0


def _seal(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    _need_a_site(options.site, parser)
    commit = _git(options.root, "rev-parse", "HEAD")
    if commit is None:
        parser.error("There is no commit here, so nobody could make this site again. Build it in a git checkout.")
    count = write_seal(options.site, commit.decode().strip(), options.on, _settings(options))
    print(f"{counted(count, 'file')} sealed in {options.site}.")
    return 0


def _need_a_site(site: Path, parser: argparse.ArgumentParser) -> None:
    if not (site / "index.html").is_file():
        parser.error(f"There is no site in “{site}”. Run “make build” first.")


def _archive(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    _need_a_site(options.site, parser)
    count = write_archive(options.site, options.file, options.on)
    print(f"{counted(count, 'file')} packed into {options.file}.")
    return 0


def _lock(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    _need_a_site(options.site, parser)
    path = options.root / LOCK
    before = path.read_text(encoding="utf-8") if path.is_file() else COMMENT
    after = grown(before, addresses(options.site))
    new = sorted(set(after.splitlines()) - set(before.splitlines()))
    for address in new:
        print(address)
    tree = prove(_with_locks(read_files(options.root)), walkable if options.check else problems, options.on).tree
    if options.check:
        changed = history.changed(tree)
        if changed:
            print(f"{DATES} has older words of: {', '.join(changed)}")
        return 1 if new or changed else 0
    path.write_text(after, encoding="utf-8")
    (options.root / DATES).write_text(history.with_days(tree, options.on), encoding="utf-8")
    return 0


def _stale(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    tree = prove(read_files(options.root)).tree
    found = due(tree, options.on)
    if options.format == "markdown":
        for line in as_issue(tree, found):
            print(line)
        return 0
    for name, day, uses in found:
        print(f"{day}  used {counted(uses, 'time'):>8}  {name}  {tree.facts[name].url}")
    print(f"Facts due on {options.on}: {len(found)} of {len(tree.facts)}.")
    return 0


def _today() -> date:
    """The day of the build: SOURCE_DATE_EPOCH, where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), tz=UTC).date() if epoch else datetime.now(tz=UTC).date()


def _schema(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    contributing = (options.root / CONTRIBUTING).read_text(encoding="utf-8")
    for name, text in written(contributing).items():
        (options.root / name).write_text(text, encoding="utf-8")
        print(name)
    return 0


def _say(stage: str) -> None:
    """What is being done, on a terminal only; the next stage takes its place."""
    if sys.stderr.isatty():
        print(f"\r\033[K{stage}", end="", file=sys.stderr, flush=True)


def _coloured(report: str) -> str:
    """The report with places in bold and markers in red, on a terminal that wants colours."""
    if not sys.stderr.isatty() or "NO_COLOR" in os.environ:
        return report
    report = re.sub(r"^(\S+:\d+:)", "\033[1m\\1\033[0m", report, flags=re.MULTILINE)
    return re.sub(r"(\^+)$", "\033[31m\\1\033[0m", report, flags=re.MULTILINE)


if __name__ == "__main__":
    sys.exit(main())

"""The command line: python -m guide, or “guide” once the environment is active. It knows nothing of MkDocs."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from guide import (
    FILES,
    Beside,
    Graph,
    Refused,
    Settings,
    all_texts,
    asked_for,
    chosen,
    decoded,
    editions,
    history,
    in_a_sentence,
    in_language,
    languages,
    problems,
    prove,
    read_files,
    walkable,
    with_letters,
)
from guide.catalog import FOLDER, Catalog
from guide.kinds import DATES, LOCK, TREE, Change
from guide.language import Language
from guide.plural import counted
from guide.problem import as_annotations, report, visible
from guide.read.catalogs import read_catalogs
from guide.read.files import FORMS
from guide.rules.languages import Right
from guide.text.translated import InLanguage, letter_texts, progress_of
from guide.tools.catalogs import catalogs_written, state
from guide.tools.change_entry import draft
from guide.tools.checksums import write_seal
from guide.tools.codes import CODES
from guide.tools.diff import as_markdown, as_text, differences, sections
from guide.tools.last_check import found_right, keep, name_of_english
from guide.tools.overdue import as_calendar, as_issue, changing, due
from guide.tools.schema import PAGES, written
from guide.tools.site_languages import folders
from guide.tools.site_size import compared, measured
from guide.tools.swap import write_whole
from guide.tools.translation_changes import translation_changes
from guide.tools.urls_lock import COMMENT, addresses, grown
from guide.tools.zip_archive import FIRST_YEAR, is_archive, write_archive

EXAMPLES = """examples:
  guide check                          is the guide in this folder without problems?
  guide check --format=github          the same, as annotations in a pull request
  guide codes                          every kind of problem: its code, and what the guide keeps to
  guide export /tmp/pages              write the finished pages, without MkDocs
  guide diff main HEAD                 what changes for a reader, between two git revisions
  guide diff old.yaml decision_tree.yaml --format=markdown
  guide diff main . --entry            the lines for docs/data/changes.yaml that tell readers what changed
  guide stale --on 2027-02-01          which facts are due for a new check on that day
  guide lock                           after “make build”: add new addresses to urls.lock, new days to dates.lock
  guide weigh old-site site            what a change costs in bytes, between two built sites
  guide seal                           after “make build”: build.json and SHA256SUMS into the site
  guide archive refund-guide.zip       after “make build”: the site as a file that opens without a server
  guide translations es                take new English into the Spanish catalogs, or begin them
  guide schema                         after a change of the fields or rules: write what follows from them
"""


class Wrong(Exception):
    """The command cannot be done as it was typed. Its text says why, and what to type instead."""


@dataclass(frozen=True)
class Command:
    """One command: what it does, in a few words, what may be typed behind it, and what is true when it was refused
    because the guide has problems."""

    run: Callable[[argparse.Namespace], int]
    help: str
    arguments: tuple[tuple[str, dict[str, Any]], ...]
    outcome: str


COMMANDS: dict[str, Command] = {}


def command(
    help: str, *arguments: tuple[str, dict[str, Any]], outcome: str = "Nothing was changed."
) -> Callable[[Callable[[argparse.Namespace], int]], Callable[[argparse.Namespace], int]]:
    """Makes a command of the function below it, whose name it has."""

    def added(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
        COMMANDS[run.__name__.removeprefix("_")] = Command(run, help, arguments, outcome)
        return run

    return added


def argument(name: str, **settings: Any) -> tuple[str, dict[str, Any]]:
    return name, settings


def main(arguments: list[str] | None = None) -> int:
    """Runs one command. Returns 0, or 1 where the guide has problems, or 2 where the command cannot be done. Whoever
    stops it gets 130, and 141 who does not read on, as with other tools."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, TextIOWrapper
        ):  # Not every terminal, and no file on Windows, takes each letter by itself.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _done(arguments)
        if sys.stdout:
            sys.stdout.flush()
    except BrokenPipeError:
        _let_go()
        return 141
    except KeyboardInterrupt:
        _let_go()
        print("\nStopped.", file=sys.stderr)
        return 130
    except Exception as error:
        sentence = in_a_sentence(error, Path("docs"))
        if sentence is None:
            raise
        _let_go()
        print(f"guide: error: {visible(sentence)}", file=sys.stderr)
        return 2
    return code


def _done(arguments: list[str] | None) -> int:
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    chosen = COMMANDS[options.command]
    try:
        return chosen.run(options)
    except Wrong as wrong:
        print(f"guide {options.command}: error: {visible(str(wrong))}", file=sys.stderr)
        return 2
    except Refused as refused:
        if getattr(options, "format", "") == "github":
            print(as_annotations(refused.problems))
        else:
            print(_coloured(report(refused.problems, refused.sources, chosen.outcome)), file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="guide",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Checks, exports and compares the guide in decision_tree.yaml.",
    )
    parser.add_argument("--root", type=Path, default=Path(), help="the folder with decision_tree.yaml (default: here)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    for name, each in COMMANDS.items():
        below = commands.add_parser(name, help=each.help)
        for key, settings in each.arguments:
            below.add_argument(key, **settings)
    return parser


def _let_go() -> None:
    """What is still to be written and cannot be goes nowhere, so that Python does not complain of it at its end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:
                stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _day(text: str) -> date:
    try:
        return _today() if text == "today" else date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day. Type a day as 2026-11-29.") from None


def _today() -> date:
    """The day of the build: SOURCE_DATE_EPOCH, where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), tz=UTC).date() if epoch else datetime.now(tz=UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is “{epoch}”. Set it to a number of seconds, such as 1790000000."
        raise argparse.ArgumentTypeError(message) from None


ON = argument("--on", type=_day, default="today", metavar="DATE", help="a day as 2026-11-29 (default: today)")
SITE = argument("--site", type=Path, default=Path("site"), help="the built site (default: site)")


def _formats(*names: str) -> tuple[str, dict[str, Any]]:
    return argument("--format", choices=names, default=names[0])


def _files_of(root: Path) -> dict[str, bytes | None]:
    """The files of the guide in a folder that holds one."""
    if not root.is_dir() or not any((root / name).exists() for name in FILES):
        raise Wrong(f"There is no {TREE} in “{root.absolute()}”. Run this in the folder of the guide, or give --root.")
    return read_files(root)


def _site_in(folder: Path) -> Path:
    if not (folder / "index.html").is_file():
        raise Wrong(f"There is no site in “{folder}”. Run “make build” first.")
    return folder


@command(
    "say every problem of the guide, or how big it is",
    _formats("text", "github"),
    ON,
    outcome="The site stays as it is.",
)
def _check(options: argparse.Namespace) -> int:
    files = _files_of(options.root)
    file = options.root / ".cache" / "checked"
    right = found_right(file) if options.format == "text" else Right(b"")
    english = name_of_english(files, options.on, right.code)
    graph = prove(files, (lambda _: []) if english in right.before else problems, options.on)
    right.now.add(english)
    tree = graph.tree
    spoken = languages(files, tree, right)
    if options.format == "text":
        keep(right, file)
    wrong = [problem for each in spoken for problem in each.problems]
    if wrong:
        raise Refused(wrong, decoded(files))
    longest = max(graph.answers_deep[action] for action in tree.actions)
    print(
        f"No problems: {counted(len(tree.questions), 'question')}, {counted(len(tree.actions), 'action')}, "
        f"{counted(len(tree.facts), 'fact')}, {counted(graph.count_paths, 'path')}, "
        f"at most {counted(longest, 'answer')}."
    )
    texts = list(all_texts(tree)) if spoken else []
    for each in spoken:
        print(state(progress_of(tree, each.language, texts, each.has_pages)))
    return 0


@command(
    "take new English into the catalogs of translations, or begin a language",
    argument("languages", nargs="*", metavar="LANG", help="such as es or pt-br (default: all that have a folder)"),
    argument("--letters", action="store_true", help="begin with the texts for banks and authorities, without pages"),
    outcome="No catalog was changed.",
)
def _translations(options: argparse.Namespace) -> int:
    files = _files_of(options.root)
    tree = prove(files, walkable).tree
    catalogs = {each.code: each for each in read_catalogs(files)}
    codes = list(options.languages or catalogs)
    for code in codes:
        if Language(code).is_english:
            raise Wrong("“en” is the language of the guide itself. Type the code of another, such as “es” or “pt-br”.")
        if code not in catalogs and not Language(code).is_known:
            raise Wrong(f"“{code}” is no language here. Type its code, such as “es” or “pt-br”.")
    unreadable = [problem for code in codes if code in catalogs for problem in catalogs[code].problems]
    if unreadable:
        raise Refused(unreadable, decoded(files))
    texts = list(all_texts(tree))
    for code in codes:
        catalog = catalogs.get(code, Catalog(code, has_pages=not options.letters))
        if options.languages and not options.letters:  # Who names a language with letters alone begins the rest of it.
            catalog = replace(catalog, has_pages=True)
        wanted = texts if catalog.has_pages else letter_texts(tree, code)
        for name, text in catalogs_written(catalog, wanted).items():
            (options.root / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(options.root / name, text.encode())
    spoken = {each.language.code: each for each in languages(read_files(options.root), tree)}
    for code in codes:
        print(state(progress_of(tree, spoken[code].language, texts, spoken[code].has_pages)))
    return 0


@command("list every kind of problem: its code, and what the guide keeps to")
def _codes(options: argparse.Namespace) -> int:
    for code, sentence in CODES.items():
        print(f"{code}: {sentence}")
    return 0


@command(
    "write the finished pages to a folder, without MkDocs",
    argument("folder", type=Path, metavar="DIR", help="a new or empty folder"),
    ON,
    outcome="No page was written.",
)
def _export(options: argparse.Namespace) -> int:
    folder: Path = options.folder
    if folder.exists() and not folder.is_dir():
        raise Wrong(f"“{folder}” is a file. Name a new folder, so that nothing of yours is lost.")
    if folder.exists() and any(folder.iterdir()):
        raise Wrong(f"“{folder}” is not empty. Name a new folder, so that nothing of yours is lost.")
    _say("Making the pages …")
    files = _files_of(options.root)
    graph = prove(files, today=options.on)
    beside = Beside(folder)
    written = 0
    try:
        for name, content in _pages(graph, files, _settings(options)):
            path = beside.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            written += 1
            if written % 500 == 0:
                _say(f"{written:,} files written …")
        beside.swap()
    finally:
        beside.leave()
        _say("")
    print(f"{counted(written, 'file')} written to {folder}.")
    return 0


def _pages(graph: Graph, files: Mapping[str, bytes | None], settings: Settings) -> Iterator[tuple[str, bytes]]:
    """One file after the other: a guide of any size needs the room of one page, and of what the search finds."""
    found = languages(asked_for(files, chosen(os.environ)), graph.tree)
    others = [each.language for each in found if each.has_pages]
    for edition in editions(graph, others, with_letters(settings, graph.tree, found)):
        for page in edition.pages():
            yield page.file, page.text.encode()
            if page.picture:
                yield page.folder + page.picture.path, page.picture.content()


def _settings(options: argparse.Namespace) -> Settings:
    """What whoever publishes the site has set, under the names that mkdocs.yml uses too."""
    return Settings(
        site_url=os.environ.get("SITE_URL", ""),
        repo_url=os.environ.get("REPO_URL", ""),
        mail=os.environ.get("FEEDBACK_MAIL", ""),
        today=options.on,
        cache=options.root / ".cache" / "pictures",
    )


@command(
    "say what changes for a reader",
    argument("old", metavar="OLD", help="a file, a folder or a git revision"),
    argument("new", metavar="NEW", help="a file, a folder or a git revision"),
    _formats("text", "markdown"),
    argument("--entry", action="store_true", help="draft what docs/data/changes.yaml must tell of it"),
    ON,
    outcome="Nothing was compared.",
)
def _diff(options: argparse.Namespace) -> int:
    (old, before), (new, now) = (_guide_at(name, options.root) for name in (options.old, options.new))
    if options.entry:
        told = draft(old.tree, new.tree, str(options.on)) or f"{Change.spec.file} tells all of it already."
    else:
        found = [*differences(old, new), *sections("Translations", translation_changes(before, now))]
        told = (as_markdown if options.format == "markdown" else as_text)(found)
    print(visible(told))
    return 0


def _guide_at(name: str, root: Path) -> tuple[Graph, list[InLanguage]]:
    """The tree in a folder, a file (with the other files from here) or a git revision; and it in each language."""
    path = Path(name)
    if path.is_dir():
        files, names = _files_of(path), {file: str(path / file) for file in FILES}
    elif path.is_file():
        files, names = {**_files_of(root), TREE: path.read_bytes()}, {TREE: name}
    else:
        files, names = _files_of_revision(name, root), {file: f"{name}:{file}" for file in FILES}
    try:
        graph = prove(_with_locks(files), walkable)
    except Refused as refused:
        raise refused.named(names) from None
    spoken = languages(files, graph.tree)
    return graph, [in_language(graph.tree, each.language) for each in spoken if each.language.is_known]


def _files_of_revision(name: str, root: Path) -> dict[str, bytes | None]:
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    revision = commit.decode().strip() if commit else ""
    listed = _git(root, "ls-tree", "-r", "--name-only", revision, f"{FOLDER}/") if revision else None
    wanted = (*FILES, *(listed or b"").decode().splitlines())
    files = {file: _git(root, "show", f"{revision}:./{file}") if revision else None for file in wanted}
    if files[TREE] is None:
        first, dots, second = name.partition("..")
        cure = f" Type the two revisions with a space between them: “{first} {second}”." if dots and second else ""
        raise Wrong(f"“{name}” is no file, no folder, and no git revision that holds {TREE}.{cure}")
    return files


def _with_locks(files: dict[str, bytes | None]) -> dict[str, bytes | None]:
    """The same files, with an empty one in place of each that is missing, but for the tree itself: older revisions have
    fewer, and “guide lock” makes the lock files."""
    sections = {name: (*form.model_fields,) for name, form in FORMS.items() if name != TREE}
    empty = {name: "".join(f"{section}: {{}}\n" for section in keys) for name, keys in sections.items()}
    empty |= {LOCK: COMMENT, DATES: history.COMMENT}
    return {**files, **{name: files.get(name) or text.encode() for name, text in empty.items()}}


def _git(root: Path, *arguments: str) -> bytes | None:
    if not shutil.which("git"):
        raise Wrong("git is not there, and is needed for this. Install it, or name files and folders only.")
    if not root.is_dir():
        raise Wrong(f"“{root}” is no folder. Give the folder of the guide as --root.")
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


@command(
    "list the facts that are due for a new check",
    _formats("text", "markdown", "calendar"),
    ON,
    outcome="Nothing was listed.",
)
def _stale(options: argparse.Namespace) -> int:
    tree = prove(_files_of(options.root)).tree
    found, soon = due(tree, options.on), changing(tree, options.on)
    if options.format == "calendar":
        print("\r\n".join(as_calendar(tree)), end="\r\n")
        return 0
    if options.format == "markdown":
        for line in as_issue(tree, found, soon):
            print(visible(line))
        return 0
    for name, day, uses in found:
        print(f"{day}  used {counted(uses, 'time'):>8}  {name}  {tree.facts[name].url}")
    for fact in soon:
        print(f"{fact.changes_on}  the rule changes  {fact.id}  {fact.url}")
    print(f"Facts due on {options.on}: {len(found)} of {len(tree.facts)}.")
    return 0


@command(
    "add the addresses of the built site to urls.lock",
    SITE,
    argument("--check", action="store_true", help="change nothing; fail if something is missing"),
    ON,
    outcome=f"{LOCK} and {DATES} stay as they are.",
)
def _lock(options: argparse.Namespace) -> int:
    site, files = _site_in(options.site), _with_locks(_files_of(options.root))
    tree = prove(files, walkable if options.check else problems, options.on).tree
    before = (files[LOCK] or b"").decode()
    after = grown(before, addresses(site))
    new = sorted(set(after.splitlines()) - set(before.splitlines()))
    for address in new:
        print(visible(address))
    if options.check:
        changed = history.changed(tree)
        if changed:
            print(f"{DATES} has older words of: {', '.join(changed)}")
        return 1 if new or changed else 0
    write_whole(options.root / LOCK, after.encode())
    write_whole(options.root / DATES, history.with_days(tree, options.on).encode())
    return 0


@command(
    "pack the built site so that it opens from a folder, without a server",
    argument("file", type=Path, metavar="ZIP", help="the file to write: a new one, or an older archive of the site"),
    argument("--language", default="", metavar="LANG", help="such as es (default: English)"),
    SITE,
    ON,
)
def _archive(options: argparse.Namespace) -> int:
    site, file = _site_in(options.site), options.file
    folder = f"{options.language}/" if options.language else ""
    known = folders(site)
    if folder and folder not in known:
        have = ", ".join(name.rstrip("/") for name in known) or "none but English"
        raise Wrong(f"The site in “{site}” has no language “{options.language}”. It has: {have}.")
    if file.suffix != ".zip":
        raise Wrong(f"“{file}” is not the name of an archive. Name a file that ends with “.zip”.")
    if file.resolve().is_relative_to(site.resolve()):
        raise Wrong(f"“{file}” lies in the site, and would be published with it. Name a file outside of “{site}”.")
    if file.exists() and not is_archive(file):
        raise Wrong(f"“{file}” is no archive of this site. Name a new file, so that nothing of yours is lost.")
    if options.on.year < FIRST_YEAR:
        raise Wrong(f"A file in an archive cannot be of {options.on}. Give a later day with --on.")
    count = write_archive(site, file, options.on, folder, _settings(options).site_url)
    print(f"{counted(count, 'file')} packed into {file}.")
    return 0


@command("write into the built site what it was made from, and its checksums", SITE, ON)
def _seal(options: argparse.Namespace) -> int:
    site = _site_in(options.site)
    commit = _git(options.root, "rev-parse", "HEAD")
    if commit is None:
        raise Wrong("There is no commit here, so nobody could make this site again. Build it in a git checkout.")
    count = write_seal(site, commit.decode().strip(), options.on, _settings(options))
    print(f"{counted(count, 'file')} sealed in {site}.")
    return 0


@command(
    "compare the weight of two built sites, as a table in Markdown",
    argument("old", type=Path, metavar="OLD", help="a built site"),
    argument("new", type=Path, metavar="NEW", help="a built site"),
)
def _weigh(options: argparse.Namespace) -> int:
    old, new = _site_in(options.old), _site_in(options.new)
    print(visible(compared(measured(old), measured(new))))
    return 0


@command("write the JSON Schemas and the tables of contributing.md and translating.md")
def _schema(options: argparse.Namespace) -> int:
    pages = {name: (options.root / name).read_text(encoding="utf-8") for name in PAGES}
    for name, text in written(pages).items():
        write_whole(options.root / name, text.encode())
        print(name)
    return 0


def _say(stage: str) -> None:
    """What is being done, on a terminal only; the next stage takes its place."""
    if sys.stderr.isatty():
        print(f"\r\033[K{stage}", end="", file=sys.stderr, flush=True)


def _coloured(text: str) -> str:
    """The report with places in bold and markers in red, on a terminal that wants colours."""
    if not sys.stderr.isatty() or "NO_COLOR" in os.environ:
        return text
    text = re.sub(r"^(\S+:\d+:)", "\033[1m\\1\033[0m", text, flags=re.MULTILINE)
    text = re.sub(r"(?<=[^ ])( \[[a-z0-9-]+\])$", "\033[2m\\1\033[0m", text, flags=re.MULTILINE)
    return re.sub(r"(\^+)$", "\033[31m\\1\033[0m", text, flags=re.MULTILINE)


if __name__ == "__main__":
    sys.exit(main())

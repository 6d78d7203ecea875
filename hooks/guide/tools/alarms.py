"""What in a change can hurt a reader: the first part of the report of `guide diff`, in words that make the harm plain.

An alarm is no refusal. Each may be right, and a person has to look. Each kind is one small generator, named by what it
finds; all of it stands in its own section of the report too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from guide.graph.situations import walked
from guide.history import digests
from guide.kinds import DATES, LOCK, Action, Change, Clock, Fact, Message
from guide.rules.announcements import named_by, unannounced
from guide.text.choices import blanks
from guide.text.external_links import host as host_of
from guide.text.markdown import links as links_in
from guide.tools.lookalikes import looks_like, registered
from guide.tools.value_changes import ValueChange, named, renamed, value_changes
from guide.tree import DecisionTree, Edge
from guide.values import Days, Link, Text


class Alarm(NamedTuple):
    """`about` is the entry, as dates.lock names it; nothing where it is the whole guide. `what` is one of a few words
    for the thing that is another: “a warning”."""

    about: str
    what: str
    harm: str


@dataclass(frozen=True, eq=False)
class Comparison:
    old: DecisionTree
    new: DecisionTree

    @cached_property
    def values(self) -> list[ValueChange]:
        """Every value that differs, but for those of changes.yaml: they tell of the others."""
        return [change for change in value_changes(self.old, self.new) if not isinstance(change.entry, Change)]

    @cached_property
    def words(self) -> list[ValueChange]:
        """Every text that differs in an entry that was there before. A line that only moves within its list is none;
        one that moves out of a warning is."""
        return [
            change
            for change in self.values
            if isinstance(change.mark, Text) and not change.added and not self.only_moves(change)
        ]

    def only_moves(self, change: ValueChange) -> bool:
        """Whether the line stands elsewhere in the same list of the same entry."""
        place = (change.entry.key, change.key)
        return (*place, change.before) in self._moved or (*place, change.now) in self._moved

    @cached_property
    def _moved(self) -> set[tuple[str, str, str]]:
        texts = [change for change in self.values if isinstance(change.mark, Text) and not change.added]
        gone = {(change.entry.key, change.key, change.before) for change in texts if change.before}
        come = {(change.entry.key, change.key, change.now) for change in texts if change.now}
        return gone & come

    @cached_property
    def known_hosts(self) -> Mapping[str, str]:
        """The site of each host that the guide names already: “paypal.com” for “www.paypal.com”."""
        found = {host_of(address) for _, address in self.old.links()} | {*self.old.hosts}
        for _, text, _ in self.old.read():
            found |= {host_of(target) for target in links_in(text)} | {*_hosts_in(text)}
        return {name: registered(name) for name in found if name}


AlarmOf = Callable[[Comparison], Iterator[Alarm]]


def alarms(old: DecisionTree, new: DecisionTree) -> Iterator[str]:
    """Everything that a person should look at first, each thing once."""
    compared = Comparison(old, new)
    found = [alarm for find in ALARMS for alarm in find(compared)]
    found += list(changes_that_are_more_than_wording(compared, found))
    yield from dict.fromkeys(alarm.harm for alarm in found)


def links(tree: DecisionTree) -> dict[tuple[str, str], Edge]:
    """Every link of a tree by its source and its option; by the source alone, where *not_solved* leads on."""
    return {(edge.source, edge.option.id if edge.option else ""): edge for edge in tree.edges()}


def led_on(tree: DecisionTree) -> dict[str, str]:
    """Ids that are no more, and where their addresses lead."""
    return {**tree.moved} | {page.id: page.next for page in tree.retired.values()}


# --- Words ---

_FORBIDS = re.compile(
    r"\b(do not|don[’']t|does not|doesn[’']t|must not|may not|cannot|can[’']t|never|not|nothing|nobody|no|without|"
    r"unless) (\w+)",
    re.IGNORECASE,
)
_DEMANDS = re.compile(
    r"\b(must|may|might|can|could|should|need to|have to|only|always|at once|before|after|until|ignore|"
    r"refuse|leave out|keep|close|accept|confirm|cancel|withdraw|delete|pay)\b",
    re.IGNORECASE,
)


def warnings_that_are_another(compared: Comparison) -> Iterator[Alarm]:
    """A warning (`careful`) that is gone, new or another."""
    for change in compared.words:
        if change.key == "careful":
            if change.now is None:
                harm = f"the warning is gone: “{change.before}” Readers may make this mistake now."
            elif change.before is None:
                harm = f"a warning is new: “{change.now}” Does it keep readers from what helps them?"
            else:
                harm = f"the warning says “{change.now}” now, before “{change.before}”"
            yield Alarm(change.entry.key, "a warning", f"{change.label}: {harm}")
        elif change.key in ("steps", "only_if") and change.now is None:
            yield Alarm(change.entry.key, "what to do or not", f"{change.label}: a line is gone: “{change.before}”")


def advice_that_is_turned_round(compared: Comparison) -> Iterator[Alarm]:
    """“Do not”, “never”, “must not” that are gone or new, and “must” that is “may” now."""
    for change in compared.words:
        before, now = _turning(change.before), _turning(change.now)
        gone, come = list((before - now).elements()), list((now - before).elements())
        if gone or come:
            parts = [f"“{word}” is gone" for word in gone] + [f"“{word}” is new" for word in come]
            words = f"“{change.before}” → “{change.now}”" if change.before and change.now else ""
            words = words or (f"no longer “{change.before}”" if change.before else f"now “{change.now}”")
            yield Alarm(change.entry.key, "what to do or not", f"{change.label}: {', '.join(parts)}: {words}")


def _turning(text: str | None) -> Counter[str]:
    """The words of a text that turn its meaning round: what it forbids, and how strongly it asks."""
    forbidden = [" ".join(found[0].lower().split()) for found in _FORBIDS.finditer(text or "")]
    rest = _FORBIDS.sub("", text or "")
    return Counter([*forbidden, *(found[0].lower() for found in _DEMANDS.finditer(rest))])


_NUMBER = re.compile(
    r"(?:[$€£] ?)?\b\d[\d.,]*(?: ?%|(?: (?:business|working|calendar))? [a-z]+)?"
    r"|\b(?:half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+ (?:hundred|thousand))"
    r" (?:business |working |calendar )?(?:day|week|month|year)s?\b"
)


def numbers_that_are_others(compared: Comparison) -> Iterator[Alarm]:
    """Numbers and lengths of time that are others in a text, each with the word behind it."""
    for change in compared.words:
        if change.key == "dated":
            continue
        before, now = (Counter(_NUMBER.findall(text or "")) for text in (change.before, change.now))
        if before != now:
            gone, come = ((here - there).keys() for here, there in ((before, now), (now, before)))
            told = f"{_listed(come) or 'no number'} now, before {_listed(gone) or 'no number'}"
            yield Alarm(change.entry.key, "a number", f"{change.label}: {told}. Does the source say so?")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


# --- Times ---


def times_that_are_others(compared: Comparison) -> Iterator[Alarm]:
    """Windows, waits, clocks and what else says by when: with old and new, and whether readers would come too late."""
    for change in compared.values:
        if change.key in _TIMES.get(type(change.entry), ()) and not change.added:
            told = f"“{change.now}” now" if change.now else "nothing now"
            told += f", before “{change.before}”." if change.before else ", before nothing."
            yield Alarm(change.entry.key, "a time", f"{change.label}: {told}{_too_late(change)}")


_TIMES = {
    Action: ("window", "wait", "wait_from", "by_when", "urgency", "for_whom", "clock_starts_with"),
    Clock: ("length", "start", "kind", "for_whom", "steps"),
}


def _too_late(change: ValueChange) -> str:
    entry = change.entry
    was, now = (_length(getattr(each, change.key, None)) for each in (change.was, entry))
    if was is None or now is None or was == now:
        return ""
    is_wait = change.key == "wait" or (isinstance(entry, Clock) and entry.kind == "wait")
    if is_wait:
        return " Readers would wait longer." if now > was else " Readers would wait less."
    return " Who trusts it may come too late." if now > was else " Readers may believe that it is too late."


def _length(value: object) -> int | None:
    days = getattr(value, "days", value)
    return days.at_least if isinstance(days, Days) else None


# --- What readers send, and to whom ---

_SECRETS = re.compile(
    r"\b(card numbers?|CVV|CVC|security codes?|PIN|passwords?|passports?|one-time codes?|OTP|SMS codes?|both sides|"
    r"its sides|three digits|on the back|valid until|selfies?|identity cards?|ID cards?|driving licen[cs]es?|IBAN|"
    r"log in|AnyDesk|TeamViewer|RustDesk|remote access|remote app|screen sharing|sharing (?:your |the )?screen|"
    r"share (?:your |the )?screen|gift cards?|vouchers?|bitcoins?|crypto\w*|Western Union|test payments?|"
    r"push messages?|QR codes?|app store|Google|hotlines?|agents?|Telegram|WhatsApp|Messenger|Threema|Viber|LINE|"
    r"paper plane)\b",
    re.IGNORECASE,
)


def texts_to_copy_that_ask_for_more(compared: Comparison) -> Iterator[Alarm]:
    """Blanks of a text to copy that are new, what to send with it, what is chosen in it for some, and another text in
    its place."""
    everywhere = {blank for message in compared.old.messages.values() for blank in blanks(message.text)}
    for message in compared.new.messages.values():
        before = compared.old.messages.get(message.id)
        known = {*blanks(before.text)} if before else everywhere
        for blank in blanks(message.text):
            if blank not in known:
                more = "" if blank in everywhere else " No text asked for it before."
                yield Alarm(
                    message.key, "a text to copy", f"{named(message)}: it asks readers for [{blank}] now.{more}"
                )
    for change in compared.values:
        if isinstance(change.entry, Message) and change.key == "attach":
            told = f"readers would send “{change.now}” with it" if change.now else "no longer"
            told += f"; before “{change.before}”" if change.before else ""
            yield Alarm(change.entry.key, "a text to copy", f"{change.label}: {told}.")
        elif isinstance(change.entry, Message) and change.key == "text" and not change.added:
            told = f"readers would send “{change.now}”" if change.now else "readers would no longer send this"
            told += f"; before “{change.before}”" if change.before else ""
            yield Alarm(change.entry.key, "a text to copy", f"{change.label}: {told}")
        elif isinstance(change.entry, Message) and change.key == "settled" and not change.added:
            told = f"some readers would see only “{change.now}”" if change.now else "readers would choose again"
            told += f"; before “{change.before}”" if change.before else ""
            yield Alarm(change.entry.key, "a text to copy", f"{change.label}: {told}.")
        elif isinstance(change.entry, Message) and change.key == "title" and not change.added:
            harm = f"{change.label}: readers would send it “{change.now}”, before “{change.before}”."
            yield Alarm(change.entry.key, "a text to copy", harm)
        elif isinstance(change.entry, Action) and change.key == "message" and not change.added:
            harm = f"{change.label}: the text to copy is {change.now or 'gone'} now, before {change.before or 'none'}."
            yield Alarm(change.entry.key, "a text to copy", harm)


def secrets_that_are_spoken_of(compared: Comparison) -> Iterator[Alarm]:
    """Words for secrets, for money that does not come back and for chats, where they were not before."""
    for change in compared.values:
        if isinstance(change.mark, Text) and change.now:
            known = {word.lower() for word in _SECRETS.findall(change.before or "")}
            found = {word: None for word in _SECRETS.findall(change.now) if word.lower() not in known}
            if found:
                harm = f"{change.label}: it speaks of {_listed(found)} now: “{change.now}”"
                yield Alarm(change.entry.key, "a secret", harm)


def names_that_are_others(compared: Comparison) -> Iterator[Alarm]:
    """Bodies and publishers under another name, and what a body costs."""
    for change in compared.values:
        if change.key in _NAMES and not change.added:
            told = f"“{change.before or ''}” → “{change.now or ''}”. {_NAMES[change.key]}"
            yield Alarm(change.entry.key, "a name", f"{change.label}: {told}")


_NAMES = {
    "source": "Is it the same source?",
    "publisher": "Readers would trust somebody else.",
    "trader_body": "Readers would complain to somebody else.",
    "bank_body": "Readers would complain to somebody else.",
    "cost": "Would readers pay for what is free?",
}


# --- Addresses ---


def addresses_that_are_others(compared: Comparison) -> Iterator[Alarm]:
    """Addresses of sources and bodies, and links in texts, that lead elsewhere; what is odd about the new ones."""
    for change in compared.values:
        if isinstance(change.mark, Link):
            pairs = [(change.before, change.now)]
        elif isinstance(change.mark, Text) and not compared.only_moves(change):
            before, now = (links_in(text or "") for text in (change.before, change.now))
            gone, come = [link for link in before if link not in now], [link for link in now if link not in before]
            pairs = [
                (gone[index] if index < len(gone) else None, come[index] if index < len(come) else None)
                for index in range(max(len(gone), len(come)))
            ]
        else:
            continue
        for was, now_ in pairs:
            odd = _odd(compared, now_) if now_ and "://" in now_ else ""
            if odd or not change.added:
                link = "" if isinstance(change.mark, Link) else "a link to "
                told = f"now {link}{now_}" if now_ else f"no longer {link}{was}"
                told = f"{link}{was} → {now_}" if was and now_ else told
                yield Alarm(change.entry.key, "an address", f"{change.label}: {told}{odd and '.'}{odd}")


def _odd(compared: Comparison, address: str) -> str:
    unencrypted = address.lower().startswith("http:")
    more = " It is http, not https: others can change it on its way." if unencrypted else ""
    return _of_host(compared, host_of(address)) + more


def _of_host(compared: Comparison, host: str) -> str:
    """What a reviewer should know of a host."""
    if not host or host in compared.known_hosts:
        return ""
    alike = looks_like(host, compared.known_hosts)
    return f" The host {host} is new to the guide.{f' It looks like {alike}.' if alike else ''}"


_HOST = re.compile(r"(?<![\w.@/-])((?:[a-z0-9-]+\.)+[a-z]{2,})(?![\w-])", re.IGNORECASE)
_CONTACT = re.compile(r"[\w.+-]+@[\w.-]+\w|(?<!\w)@\w{3,}|(?<!\d)(?!\d{4}-\d\d-\d\d)\+?\d[\d ()/-]{6,}\d")


def _hosts_in(text: str) -> list[str]:
    return [found.lower() for found in _HOST.findall(text)]


def contacts_in_words(compared: Comparison) -> Iterator[Alarm]:
    """Hosts, mail addresses, names in chats and telephone numbers in plain words, where readers might turn."""
    changed = [*compared.values, *value_changes(compared.old, compared.new, ["changes"])]
    for change in changed:
        if isinstance(change.mark, Text) and change.now and change.key != "dated":
            for contact in dict.fromkeys(_CONTACT.findall(change.now)):
                if contact not in (change.before or ""):
                    yield Alarm(change.entry.key, "a contact", f"{change.label}: it names {contact} now.")
            for host in dict.fromkeys(_hosts_in(change.now)):
                if host not in _hosts_in(change.before or "") and (odd := _of_host(compared, host)):
                    yield Alarm(change.entry.key, "an address", f"{change.label}: it names {host}.{odd}")


def entries_that_are_new(compared: Comparison) -> Iterator[Alarm]:
    """Everything that nobody has read before, by its title; of an entry of changes.yaml all that it tells."""
    known = {*compared.old.by_key, *renamed(compared.old, compared.new).values()}
    for entry in compared.new.entries():
        if isinstance(entry, Change) and entry.key not in known and (entry.kind != "wording" or entry.text):
            words = f"“{entry.title}” {entry.text or ''}".strip()
            yield Alarm("", "what is told", f"readers will be told ({entry.kind}): {words}")
        elif entry.key not in known and not isinstance(entry, Change):
            told = f"new: the {entry.spec.one} “{entry.heading}”. Read all its words below."
            yield Alarm(entry.key, "what is new", told)
    for question in compared.new.questions.values():
        before = compared.old.questions.get(question.id)
        ids = {option.id for option in before.options} if before else {option.id for option in question.options}
        for option in question.options:
            if option.id not in ids:
                harm = f"new: the answer “{option.label}” to “{question.ask}”"
                yield Alarm(question.key, "what is new", f"{harm}, which leads to “{compared.new.title(option.next)}”.")


def entries_that_are_gone(compared: Comparison) -> Iterator[Alarm]:
    """Everything that readers found before, and do not find any more: with all that a step told them."""
    there = {*compared.new.by_key, *renamed(compared.old, compared.new)}
    for entry in compared.old.entries():
        if entry.key not in there and not isinstance(entry, Change):
            words = " ".join(value.value for value in entry.values if isinstance(value.mark, Text | Link))
            yield Alarm(entry.key, "what is gone", f"gone: the {entry.spec.one} “{entry.heading}”. It said: {words}")


def places_that_are_others(compared: Comparison) -> Iterator[Alarm]:
    """Claims that stand under another heading, are shown to others, or are taken from another record."""
    for change in compared.values:
        if change.key in _PLACES and not change.added:
            told = f"now “{change.now}”" if change.now else "nothing now"
            told += f", before “{change.before}”." if change.before else ", before nothing."
            yield Alarm(change.entry.key, "what is shown where", f"{change.label}: {told}")


_PLACES = {
    *("base", "useless", "card", "card_note", "law", "guarantee", "tax", "trader", "bank", "name", "language"),
    "country_notes",
    *("fact", "what", "words", "means"),
}


def hosts_that_are_allowed_now(compared: Comparison) -> Iterator[Alarm]:
    """Hosts that texts may link to from now on."""
    for host, reason in compared.new.hosts.items():
        if host not in compared.old.hosts:
            odd = _of_host(compared, host)
            yield Alarm("", "a host", f"texts may link to {host} now: “{reason}”.{odd}")


# --- Ways ---


def ways_that_lead_elsewhere(compared: Comparison) -> Iterator[Alarm]:
    """Where the guide starts, and where answers and “not solved” lead. A step under another id is the same step."""
    old, new = compared.old, compared.new
    ids = renamed(old, new)
    if ids.get(old.start, old.start) != new.start:
        yield Alarm("", "a way", f"the guide starts with “{new.title(new.start)}”, before “{old.title(old.start)}”.")
    now = links(new)
    for (source, option), edge in links(old).items():
        source = ids.get(source, source)
        if source in new:
            said = f"after “{edge.option.label}” to “{old.title(edge.source)}”" if edge.option else ""
            said = said or f"if “{old.title(edge.source)}” did not help"
            to = now.get((source, option))
            if to is None:
                yield Alarm(source, "a way", f"{said}: nothing comes now, before “{old.title(edge.target)}”.")
            elif to.target != ids.get(edge.target, edge.target):
                where = f"“{new.title(to.target)}” comes now, before “{old.title(edge.target)}”"
                yield Alarm(source, "a way", f"{said}, {where}.")


def entries_that_lead_elsewhere(compared: Comparison) -> Iterator[Alarm]:
    """Where phrases, dead ends and addresses that are no more lead."""
    old, new = compared.old, compared.new
    for section, key in (("phrases", "next"), ("dead_ends", "instead")):
        for name, entry in getattr(new, section).items():
            before = getattr(old, section).get(name)
            if before and getattr(before, key) != getattr(entry, key):
                to, was = new.title(getattr(entry, key)), old.title(getattr(before, key))
                yield Alarm(entry.key, "a way", f"{named(entry)} leads to “{to}” now, before to “{was}”.")
    led_before = led_on(old)
    for name, target in led_on(new).items():
        led = led_before.get(name) or (name if name in old else target)
        same = new.moved.get(led) == target  # The same step under another id.
        if target != led and not same and (name in led_before or name in new.retired):
            told = f"its address leads to “{new.title(target)}” now, before to “{old.title(led)}”"
            yield Alarm(name, "a way", f"{name}: {told}.")


def options_that_are_swapped(compared: Comparison) -> Iterator[Alarm]:
    """Two answers of a question that lead where the other one led, or say what the other one said."""
    for question in compared.new.questions.values():
        before = compared.old.questions.get(question.id)
        was = {option.id: option for option in before.options} if before else {}
        for first, second in combinations([option for option in question.options if option.id in was], 2):
            for key in ("next", "label", "summary"):
                now = getattr(first, key), getattr(second, key)
                then = getattr(was[first.id], key), getattr(was[second.id], key)
                if now == then[::-1] and now != then:
                    which = f"“{was[first.id].label}” and “{was[second.id].label}” of “{question.ask}”"
                    yield Alarm(question.key, "a way", f"{which}: each has the {key} of the other now.")
        for option in question.options:
            for other in was.values():
                if (
                    option.id in was
                    and other.id != option.id
                    and option.summary == other.summary != was[option.id].summary
                ):
                    harm = f"“{option.label}” of “{question.ask}” has the summary of “{other.label}” now."
                    yield Alarm(question.key, "a way", harm)


def cases_that_end_elsewhere(compared: Comparison) -> Iterator[Alarm]:
    """Real cases that the guide leads to another action than before, and those that are gone."""
    old, new = compared.old, compared.new
    for case in old.situations.values():
        now = new.situations.get(case.id)
        before = walked(old, case.answers).end
        after = walked(new, now.answers).end if now else ""
        ended = f"Situation “{case.story}” ended at “{old.title(before)}”"
        if not now:
            yield Alarm(case.key, "a case", f"{ended}, and is gone.")
        elif after != new.moved.get(before, before):
            yield Alarm(case.key, "a case", f"{ended}, now ends at “{new.title(after)}”.")


# --- Facts ---

_SURE = {"low": 1, "medium": 2, "high": 3}


def facts_that_nobody_read_again(compared: Comparison) -> Iterator[Alarm]:
    """Facts that say something else or rest on something else, and were not compared with their source since; and
    facts that are surer than before."""
    for fact in compared.new.facts.values():
        before = compared.old.facts.get(fact.id)
        if before is None:
            continue
        if _SURE.get(fact.confidence, 0) > _SURE.get(before.confidence, 0):
            told = f"it counts as {fact.confidence} now, before as {before.confidence}. Who is surer, and why?"
            yield Alarm(fact.key, "how sure a fact is", f"{named(fact)}: {told}")
        if fact.text != before.text:
            told = f"“{before.text}” → “{fact.text}” Does the source say so?"
            yield Alarm(fact.key, "a fact", f"{named(fact)}: {told}")
        if fact.check_again > before.check_again and fact.checked <= before.checked:
            told = f"it is read again only on {fact.check_again}, and “checked” is still {fact.checked}."
            yield Alarm(fact.key, "a fact", f"{named(fact)}: {told}")
        if _claim(fact) != _claim(before) and fact.checked <= before.checked:
            told = f"it is another, and “checked” is still {fact.checked}: nobody says that they read the source."
            yield Alarm(fact.key, "a fact", f"{named(fact)}: {told}")


def _claim(fact: Fact) -> tuple[object, ...]:
    return fact.text, fact.source, fact.publisher, fact.url, fact.also


# --- What was published ---


def published_changes_that_are_rewritten(compared: Comparison) -> Iterator[Alarm]:
    """Entries of changes.yaml that readers have read already, and that say something else now or are gone."""
    for name, before in compared.old.changes.items():
        now = compared.new.changes.get(name)
        if now != before:
            told = "is another now" if now else "is gone"
            if now and now.heading != before.heading:
                told = f"is “{now.heading}” now"
            yield Alarm(
                before.key, "what was told", f"{named(before)}: “{before.heading}” was told to readers, and {told}."
            )


def changes_that_nobody_tells(compared: Comparison) -> Iterator[Alarm]:
    """Entries that say something else, and no new entry of changes.yaml speaks of them, whatever dates.lock holds."""
    if compared.old.dates:
        for name in unannounced(digests(compared.old), compared.new):
            yield Alarm(
                name, "what is not told", f"{name}: it is another now, and no new entry of changes.yaml tells readers."
            )


def lock_files_that_forget(compared: Comparison) -> Iterator[Alarm]:
    """Lines that are gone from the lock files, and days that moved."""
    known, kept = {*compared.old.published}, {*compared.new.published}
    for address in compared.old.published:
        if address not in kept:
            yield Alarm(
                "", "an address", f"{LOCK} no longer holds {address}: it could stop working, and no rule would say so."
            )
    for address in compared.new.published:
        if address not in known:
            told = f"{LOCK} holds {address} now: only “guide lock” adds lines, after a site is published."
            yield Alarm("", "a lock", told)
    others = [name for name, line in compared.new.dates.items() if compared.old.dates.get(name, line)[1] != line[1]]
    others += [name for name in compared.new.dates if name not in compared.old.dates]
    if others:
        listed = ", ".join(others[:5]) + (f" and {len(others) - 5} more" if len(others) > 5 else "")
        told = f"{DATES} says that this is published already: {listed}. Only “guide lock” writes it, after publishing."
        yield Alarm("", "a lock", told)
    for name, (day, digest) in compared.old.dates.items():
        line = compared.new.dates.get(name)
        if line is None and name in compared.new.by_key:
            harm = f"{DATES} no longer knows {name}: it could change, and no reader would hear of it."
            yield Alarm(name, "a lock", harm)
        elif line and line[1] == digest and line[0] != day:
            yield Alarm(name, "a lock", f"{DATES} says that {name} last changed on {line[0]}, before on {day}.")


ALARMS: tuple[AlarmOf, ...] = (
    warnings_that_are_another,
    advice_that_is_turned_round,
    times_that_are_others,
    texts_to_copy_that_ask_for_more,
    secrets_that_are_spoken_of,
    addresses_that_are_others,
    hosts_that_are_allowed_now,
    entries_that_are_new,
    entries_that_are_gone,
    places_that_are_others,
    contacts_in_words,
    names_that_are_others,
    options_that_are_swapped,
    ways_that_lead_elsewhere,
    entries_that_lead_elsewhere,
    cases_that_end_elsewhere,
    numbers_that_are_others,
    facts_that_nobody_read_again,
    published_changes_that_are_rewritten,
    changes_that_nobody_tells,
    lock_files_that_forget,
)


def changes_that_are_more_than_wording(compared: Comparison, found: list[Alarm]) -> Iterator[Alarm]:
    """Entries of changes.yaml that say that only words are better, where an alarm says otherwise."""
    others: dict[str, dict[str, None]] = {}
    for alarm in found:
        others.setdefault(alarm.about, {})[alarm.what] = None
    for name, change in compared.new.changes.items():
        if change.kind == "wording" and compared.old.changes.get(name) != change:
            about = named_by(change)
            for key in (key for key in others if key in about):
                what = ", ".join(others[key])
                harm = f"{named(change)}: it says that only words are better in {key}. This is another there: {what}."
                yield Alarm(key, "what is told", harm)

"""What a helper pastes elsewhere: a step, or a claim, as an answer in a forum.

All of it is made from the tree alone, so none of it can hold anything private.
"""

from __future__ import annotations

from typing import NamedTuple

from guide.kinds import Action, Fact
from guide.pages.frame import Frame
from guide.text.markdown import escaped, plain
from guide.tree import Node


class Reply(NamedTuple):
    """One answer to a forum post, in the three ways in which forums write."""

    plain: str
    markdown: str
    bbcode: str


def reply(frame: Frame, node: Node) -> Reply:
    """The step as an answer to somebody: its title, the first thing to do, the last day, the link to it."""
    heading, address = node.heading, frame.settings.absolute(node.path)
    if isinstance(node, Action):
        lines = [frame.say("first_thing", step=plain(node.steps[0]))]
        last_day = [
            frame.say("you_have", window=frame.window(node.window)) if node.window else "",
            plain(node.by_when or ""),
        ]
        if any(last_day):
            lines.append(frame.say("by_when", words=" ".join(part for part in last_day if part)))
        invitation = frame.say("more_of_action")
    else:
        lines = [plain(node.help)] if node.help else []
        invitation = frame.say("more_of_question")
    return Reply(
        "\n".join([heading, *lines, frame.say("labelled", label=invitation, words=address)]),
        "\n\n".join([f"**{escaped(heading)}**", *map(escaped, lines), f"[{escaped(invitation)}]({address})"]),
        "\n".join([f"[b]{_as_bbcode(heading)}[/b]", *map(_as_bbcode, lines), f"[url={address}]{invitation}[/url]"]),
    )


def claim(frame: Frame, fact: Fact) -> Reply:
    """A claim as an answer to somebody: its words, the source, the link to its place in the list of all claims."""
    address = frame.settings.absolute(fact.path)
    source, ours = frame.say("source", fact=fact), frame.say("claim_link")
    to_source, to_ours = (
        frame.say("labelled", label=label, words=link) for label, link in ((source, fact.url), (ours, address))
    )
    return Reply(
        f"{fact.text}\n{to_source}\n{to_ours}",
        f"{escaped(fact.text)}\n\n[{escaped(source)}](<{fact.url}>)\n\n[{escaped(ours)}]({address})",
        f"{_as_bbcode(fact.text)}\n[url={fact.url}]{_as_bbcode(source)}[/url]\n[url={address}]{ours}[/url]",
    )


def _as_bbcode(words: str) -> str:
    """BBCode has no way to say that a bracket is a bracket."""
    return words.replace("[", "(").replace("]", ")")

"""Plain words -> what was done, pain, tingling, or one question back (clinical spec 9).

Rule: the order of looking is here, every word is in content/replies.yaml.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from content.reply_words import ReplyWords
from flows.amounts import Amounts, Marked, read_amounts
from flows.conversation import Completion
from flows.fold import tokens
from flows.lexicon import compile_words, label, safety_items

Change = Literal["better", "same", "worse"]
Ask = Literal["safety", "which_day", "which", "completion", "pain", "tingling"]
CRISIS = "crisis"
"""The safety row that is no red flag of a card: words of self-harm."""
LASTING = "numb_fixed"
"""The safety row that also says that tingling is worse."""


class Reply(BaseModel):
    """None = not said, or not clear."""

    model_config = ConfigDict(frozen=True)
    completion: Completion | None = None
    pain: int | None = None
    """0-10."""
    tingling: Change | None = None
    """None = not mentioned, denied, or without a direction (then it is asked)."""
    ask: Ask | None = None
    """The one question to ask back."""
    safety_item: str | None = None
    """The row whose words were found, most urgent first; CRISIS stands before all."""
    later: bool = False
    """Not yet: come again in 2 hours."""


def read(text: str, moves: int, words: ReplyWords) -> Reply:
    """`moves`: how many today's session has. Never raises, whatever the text."""
    marked, safety = _look(text, words)
    amounts = read_amounts(marked, moves)
    done, later = _completion(marked, amounts)
    tingling = _tingling(marked, lasting=LASTING in safety)
    reply = Reply(
        completion=done,
        pain=amounts.pain,
        tingling=tingling.change,
        safety_item=safety[0] if safety else None,
        later=later,
    )
    return reply.model_copy(update={"ask": _ask(reply, marked, amounts, tingling)})


def pain(text: str, words: ReplyWords) -> int | None:
    """A 0-10 number and nothing else asked: "3", "about a 4", "2-3", "no pain"."""
    marked, _ = _look(text, words)
    return read_amounts(marked, moves=0).pain


def safety_item(text: str, words: ReplyWords) -> str | None:
    """The row of the safety words in any text, most urgent first; None when there is none."""
    found = _look(text, words)[1]
    return found[0] if found else None


def _look(text: str, words: ReplyWords) -> tuple[Marked, tuple[str, ...]]:
    """The text with its labels, and its safety items."""
    table = compile_words(words)
    found = tokens(text)
    marked = Marked(found, label(found, table), table)
    return marked, safety_items(found, _denied(marked), table)


def _denied(text: Marked) -> set[int]:
    """Tokens of tingling that is said not to be there: the only denial that safety hears."""
    spans = [s for s in text["tingling"] if _is_denied(text, s.start) or _is_absent(text, s.end)]
    return {i for span in spans for i in range(span.start, span.end)}


def _is_denied(text: Marked, start: int) -> bool:
    """As in "no tingling", "no new tingling", "no pain or tingling"."""
    i = text.skip_back(start, "filler", "worse", "deny")
    carried = text.before(i, "nor") or text.before(text.skip_back(start, "filler"), "nor")
    if carried:
        before = text.before(carried.start, "tingling", "pain", "no_pain")
        return before is not None and ("no_pain" in before.kinds or _is_denied(text, before.start))
    return any(text.after(j, "deny") for j in range(i, start))


def _is_absent(text: Marked, end: int) -> bool:
    """As in "tingling: none"."""
    i = text.skip(end, "filler")
    return text.after(i + 1 if text.token(i) in ":=" else i, "absent") is not None


def _completion(text: Marked, amounts: Amounts) -> tuple[Completion | None, bool]:
    """What was done, and whether it is still to come."""
    match amounts.share:
        case None:
            pass
        case 0:
            return "skipped", False
        case share:
            return ("done" if share == 1 else "partial"), False
    if text["partial"]:
        return "partial", False
    if text["later"]:
        return None, True
    if text["skip"]:
        return "skipped", False
    return ("done" if _is_done(text) else None), False


def _is_done(text: Marked) -> bool:
    said = any(not text.before(span.start, "deny") for span in text["done"])
    return said or any(_is_alone(text, span.start, span.end) for span in text["alone"])


def _is_alone(text: Marked, start: int, end: int) -> bool:
    """Nothing but numbers beside it in its clause."""
    first, last = text.clause(start)
    others = [*range(first, start), *range(end, last)]
    numbers = text.table.numbers
    return all(text.token(i)[0].isdecimal() or text.token(i) in numbers for i in others)


class _Tingling(NamedTuple):
    change: Change | None
    unclear: bool


def _tingling(text: Marked, *, lasting: bool) -> _Tingling:
    denied = _denied(text)
    clauses = {text.clause(span.start) for span in text["tingling"] if span.start not in denied}
    if not clauses and not lasting:
        return _Tingling(None, unclear=False)
    if lasting:
        return _Tingling("worse", unclear=False)
    changes: tuple[Change, ...] = ("worse", "better", "same")
    for change in changes:  # the worst comes first
        if any(a <= span.start < b for a, b in clauses for span in text[change]):
            return _Tingling(change, unclear=False)
    return _Tingling(None, unclear=True)


def _ask(reply: Reply, text: Marked, amounts: Amounts, tingling: _Tingling) -> Ask | None:
    """The first that applies; one question at a time."""
    hurt = bool(text["pain"])
    did_something = reply.completion in {"done", "partial"}
    asks: tuple[tuple[Ask, bool], ...] = (
        ("safety", reply.safety_item is not None),
        ("which_day", bool(text["which_day"])),
        ("which", amounts.did and reply.completion is None and reply.pain is None),
        ("completion", reply.completion is None and not reply.later),
        ("pain", reply.pain is None and (did_something or (hurt and not reply.later))),
        ("tingling", tingling.unclear),
    )
    return next((ask for ask, applies in asks if applies), None)

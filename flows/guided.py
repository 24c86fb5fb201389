"""A session led move by move: how far it has come, and what was said on the way.

Rule: reads a snapshot and makes the next one; screens are `move_card`'s matter, taps `at_card`'s.
"""

from __future__ import annotations

from content.load import Content
from flows.basis import usable
from flows.conversation import Answers, Conversation, Doing, Guided, Item, Session
from flows.effects import Text
from flows.parts import t
from flows.rate import AMBER_PAIN, RED_PAIN
from flows.report import Draft, waiting_session


def led(conversation: Conversation, content: Content) -> Guided | None:
    """Of the session that waits for a report; from its first move when it is another one now."""
    session, before = waiting_session(conversation), conversation.guided
    if session is None:
        return None
    if before is None or before.day != session.day:
        return _from_the_start(session)
    if _fits(before, session, conversation.answers, content):
        return before
    said = before.model_dump(include={"pain", "culprit", "was_tried"})
    return _from_the_start(session).model_copy(update=said)


def _from_the_start(session: Session) -> Guided:
    moves = tuple(Doing(planned=item, now=item) for item in session.items)
    return Guided(day=session.day, moves=moves)


def _fits(guided: Guided, session: Session, answers: Answers, content: Content) -> bool:
    """The same moves are planned, and nothing speaks against what is done in their place."""
    if tuple(move.planned for move in guided.moves) != session.items:
        return False
    return all(usable(content.exercises[m.now.exercise], answers) for m in guided.moves)


def is_begun(conversation: Conversation) -> bool:
    """Something was said of a move of the session that waits."""
    session, guided = waiting_session(conversation), conversation.guided
    if session is None or guided is None or guided.day != session.day:
        return False
    if guided.was_tried:
        return True
    is_same = tuple(move.planned for move in guided.moves) == session.items
    return is_same and any(m.how != "open" or m.now != m.planned for m in guided.moves)


def is_settled(guided: Guided) -> bool:
    return all(move.how != "open" for move in guided.moves)


def count_done(guided: Guided) -> int:
    return sum(move.how == "done" for move in guided.moves)


# What becomes of a move.


def done(guided: Guided, n: int) -> Guided:
    return _on(_with(guided, n, how="done"), n).model_copy(update={"was_tried": True})


def skipped(guided: Guided, n: int) -> Guided:
    return _on(_with(guided, n, how="skipped"), n)


def doing_now(guided: Guided, n: int, now: Item) -> Guided:
    """For today, in the size or the form of `now`."""
    return _with(guided, n, now=now)


def hurt(guided: Guided, n: int, pain: int) -> Guided:
    """The highest counts; at RED the move ends here, for today."""
    move = guided.moves[n - 1]
    after = _with(guided, n, pain=max(pain, move.pain or 0))
    after = after.model_copy(update={"was_tried": True})
    if guided.pain is None or pain > guided.pain:
        culprit = move.planned.exercise
        after = after.model_copy(update={"pain": pain, "culprit": culprit})
    return _on(_with(after, n, how="stopped"), n) if pain >= RED_PAIN else after


def _with(guided: Guided, n: int, **changes: object) -> Guided:
    moves = list(guided.moves)
    moves[n - 1] = moves[n - 1].model_copy(update=changes)
    return guided.model_copy(update={"moves": tuple(moves)})


def _on(guided: Guided, n: int) -> Guided:
    """To the next open move, or to one that was passed over."""
    places = [*range(n + 1, len(guided.moves) + 1), *range(1, n)]
    at = next((p for p in places if guided.moves[p - 1].how == "open"), n)
    return guided.model_copy(update={"at": at})


def before(guided: Guided, n: int) -> int | None:
    """The card before; a move that was stopped for its pain is not brought again."""
    places = [p for p in range(1, n) if guided.moves[p - 1].how != "stopped"]
    return places[-1] if places else None


# What it says of the report.


def facts(conversation: Conversation, content: Content) -> Draft:
    """What the cards know of a report: pain and its move, and what was made smaller."""
    if not is_begun(conversation):
        return {}
    guided = led(conversation, content)
    assert guided
    eased: Draft = {"eased": names} if (names := _eased(guided)) else {}
    if guided.pain is None:
        return eased
    culprit: Draft = {"culprit": guided.culprit} if guided.pain >= AMBER_PAIN else {}
    return {"pain": guided.pain, **culprit, **eased}


def _eased(guided: Guided) -> list[str]:
    return [m.planned.exercise for m in guided.moves if m.now != m.planned]


def with_facts(draft: Draft, known: Draft) -> Draft:
    """The higher pain counts, and a move is named only for the pain that it belongs to."""
    told, said = draft.get("pain"), known.get("pain")
    if not isinstance(told, int) or not isinstance(said, int) or told == said:
        return {**known, **draft}
    if told > said:
        return {**{k: v for k, v in known.items() if k != "culprit"}, **draft}
    return {**draft, **known}


def told(conversation: Conversation, content: Content) -> Draft:
    """All that is known of a session nobody reported on: some moves done is done in part."""
    draft = with_facts(conversation.draft, facts(conversation, content))
    guided = led(conversation, content)
    if guided is None or "completion" in draft or not guided.was_tried:
        return draft
    return {**draft, "completion": "partial", "left_out": left_out(guided)}


def half_way(conversation: Conversation, content: Content) -> Text | None:
    """How far a session came that ends without a word of completion."""
    guided = led(conversation, content)
    count = count_done(guided) if guided else 0
    if guided is None or not count or "completion" in conversation.draft:
        return None
    return t("guided-kept", done=count, total=len(guided.moves))


def in_all(guided: Guided) -> Draft:
    """What the cards say of completion once each was answered."""
    is_done = count_done(guided) == len(guided.moves)
    completion = "done" if is_done else "partial" if guided.was_tried else "skipped"
    return {"completion": completion, "left_out": left_out(guided)}


def left_out(guided: Guided) -> list[str]:
    return [m.planned.exercise for m in guided.moves if m.how != "done"]

"""All that is stored about one person as one plain document, with words beside the ids.

Rule: leaves nothing out and judges nothing. What an older program stored, and this one has no
words for, stands there by its id.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bot.export import document as doc
from bot.store import Everything, KeptLetter
from content.load import Content
from flows.conversation import Answer, Answers, Conversation, Item
from flows.effects import Record, Say, Text
from flows.page_asks import sign_text
from flows.page_facts import Decided, Facts, facts_of, practised
from flows.parts import t, zone_name
from flows.question import describe
from flows.session import dose_text
from flows.tell import say_decision
from flows.told import part_lines
from flows.weigh import weigh

Words = Callable[[Text, str], str]
"""A text in a language as a reader sees it, without markup."""


class Source(NamedTuple):
    """What a copy is made from."""

    everything: Everything
    content: Content
    words: Words
    language: str
    at: dt.datetime

    @property
    def talk(self) -> Conversation:
        """A new one where nothing is stored, or nothing opens."""
        return self.everything.conversation or Conversation()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.talk.zone or "UTC")

    @property
    def records(self) -> tuple[Record, ...]:
        return tuple(kept.record for kept in self.everything.records)

    @property
    def facts(self) -> Facts:
        return facts_of(self.talk, self.records, self.content, self.at)

    def said(self, text: Text, language: str | None = None) -> str:
        """Empty for what this program has no words for."""
        try:
            return self.words(text, language or self.language)
        except LookupError:
            return ""

    def local(self, at: dt.datetime) -> dt.datetime:
        return at.astimezone(self.zone)


def facts(source: Source) -> doc.Document:
    talk, everything, found = source.talk, source.everything, source.facts
    return doc.Document(
        format=doc.FORMAT,
        version=doc.VERSION,
        made_at=source.local(source.at),
        language=source.language,
        about=(source.said(t("privacy-who")), source.said(t("export-about"))),
        stored=doc.StoredRow(
            chat=everything.chat,
            version=everything.version,
            due_at=everything.due_at,
            updated_at=everything.updated_at,
        ),
        unreadable=dict(everything.unreadable),
        consents=tuple(_consents(source)),
        answers=tuple(_answers(talk.answers, source)),
        scores=tuple(_scores(_weighed(source), source)),
        assessments=tuple(_assessments(found, source)),
        plan=_plan(found, source),
        sessions=tuple(_sessions(found, source)),
        reports=tuple(_reports(found, source)),
        decisions=tuple(_decided(each, found, source) for each in reversed(found.decided)),
        safety=_safety(found, source),
        settings=tuple(_settings(source)),
        messages=tuple(_message(letter, source) for letter in everything.letters),
        screens=tuple(
            doc.Screen(screen=s.screen, message_id=s.message_id, pictured=s.pictured)
            for s in everything.screens
        ),
        set_aside=tuple(
            doc.SetAside(at=e.at, key=e.key, wished=e.wished, event=e.event, stood=e.stood)
            for e in everything.set_aside
        ),
        talk=everything.conversation,
        history=tuple(
            doc.History(**dict(kept.record), recorded_at=kept.recorded_at)
            for kept in everything.records
        ),
    )


# Consent.


def _consents(source: Source) -> Iterator[doc.Agreed]:
    """From the log; of who has none, the one that the talk holds."""
    log = [record.data for record in source.records if record.what == "consent"]
    if not log and source.talk.consent:
        log = [source.talk.consent.model_dump(mode="json")]
    for data in log:
        yield doc.Agreed(
            at=data.get("at"),
            what="withdrawn" if data.get("withdrawn") else "given",
            version=str(data.get("version", "")),
            sha256=str(data.get("sha256", "")),
            language=str(data.get("language", "")),
        )


# Answers.


def _answers(answers: Answers, source: Source) -> Iterator[doc.Answered]:
    """In the order of asking; then those that nobody is asked any more.

    What is asked in the settings belongs to the last part, which is about the plan.
    """
    content = source.content
    section = {name: part.id for part in content.sections for name in part.questions}
    for name in content.questions:
        if name in answers:
            part = section.get(name, content.sections[-1].id)
            yield _answered(name, answers[name], part, source)
    for name in answers.keys() - content.questions.keys():
        yield doc.Answered(
            section="", question=name, asked="", value=answers[name], said=_as_it_is(answers[name])
        )


def _answered(name: str, value: Answer, section: str, source: Source) -> doc.Answered:
    said = source.said(describe(source.content.questions[name], value))
    return doc.Answered(
        section=section,
        question=name,
        asked=source.said(t(f"ask.{name}")),
        value=value,
        said=said or _as_it_is(value),
    )


def _as_it_is(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _weighed(source: Source) -> Mapping[str, int | None]:
    if not source.talk.answers:
        return {}
    scores = weigh(source.talk.answers, source.content).scores
    return {name: score.value for name, score in scores.items()}


def _scores(scores: Mapping[str, int | None], source: Source) -> Iterator[doc.Scored]:
    for name, score in scores.items():
        yield doc.Scored(id=name, name=source.said(t(f"page-name-{name}")), score=score)


def _assessments(found: Facts, source: Source) -> Iterator[doc.Assessed]:
    for look in found.looks:
        yield doc.Assessed(
            day=look.day,
            answers=tuple(_answers(look.answers, source)),
            scores=tuple(_scores(look.scores, source)),
        )


# The plan, and how it went.


def _plan(found: Facts, source: Source) -> doc.Plan | None:
    program = source.talk.program
    if program is None:
        return None
    used = {each.exercise for each in practised(found) if each.is_used}
    return doc.Plan(
        phase=program.phase,
        phase_name=source.said(t(f"phase-{program.phase}")),
        phase_since=program.phase_since,
        begun_on=program.day0,
        counted=program.counted,
        moves=tuple(
            doc.PlanMove(
                exercise=name,
                name=_name(name, source),
                state=rung.state,
                step=rung.dose,
                dose=_dose(Item(exercise=name, dose=rung.dose, slot="free"), source),
                count=rung.count,
                in_use=name in used,
                rests_until=program.blocked_until.get(name),
            )
            for name, rung in program.rungs.items()
        ),
    )


def _name(exercise: str, source: Source) -> str:
    return source.said(t(f"exercise.{exercise}.name"))


def _dose(item: Item, source: Source) -> str:
    return source.said(dose_text(item, source.content)) if _is_known(item.exercise, source) else ""


def _is_known(exercise: str, source: Source) -> bool:
    return exercise in source.content.exercises


def _sessions(found: Facts, source: Source) -> Iterator[doc.Built]:
    phases = {r.day: r.data.get("phase") for r in source.records if r.what == "session"}
    for session in found.sessions:
        moves = (
            doc.SessionMove(
                **dict(item), name=_name(item.exercise, source), words=_dose(item, source)
            )
            for item in session.items
        )
        yield doc.Built(
            day=session.day,
            type=session.type,
            seconds=session.seconds,
            phase=phases.get(session.day),
            moves=tuple(moves),
        )


def _reports(found: Facts, source: Source) -> Iterator[doc.Reported]:
    for report in found.reports:
        said = (source.said(line) for line in part_lines(report, source.talk))
        yield doc.Reported(**dict(report), said=tuple(said))


def _decided(each: Decided, found: Facts, source: Source) -> doc.Decided:
    decision, content = each.decision, source.content
    lines = say_decision(decision, each.changes, found.answers, content) if decision else ()
    return doc.Decided(
        report=each.day,
        rule=each.rule,
        reason=decision.reason if decision else None,
        numbers=decision.numbers if decision else {},
        changes=tuple(change.model_dump(mode="json") for change in each.changes),
        said=" ".join(filter(None, (source.said(line) for line in lines))),
    )


# Safety.


def _safety(found: Facts, source: Source) -> doc.Safety:
    talk = source.talk
    return doc.Safety(
        safety_class=talk.safety,
        stops=tuple(
            _sign(name, found, source, source.local(at).isoformat() if at else "")
            for name, at in ((name, talk.stopped_at.get(name)) for name in talk.stops)
        ),
        cleared=tuple(
            _sign(name, found, source, day.isoformat()) for name, day in talk.cleared.items()
        ),
        taken_back=tuple(_sign(name, found, source) for name in talk.mistaken),
        held=talk.held,
        log=tuple(_safety_log(found, source)),
    )


def _safety_log(found: Facts, source: Source) -> Iterator[doc.SafetyLine]:
    for record in source.records:
        if record.what == "safety":
            is_over = "cleared" in record.data
            names = record.data.get("cleared" if is_over else "items", ())
            yield doc.SafetyLine(
                day=record.day,
                what="cleared" if is_over else "stopped",
                safety_class=str(record.data.get("class", "")),
                signs=tuple(_sign(str(name), found, source) for name in names),
            )


def _sign(name: str, found: Facts, source: Source, at: str = "") -> doc.Sign:
    return doc.Sign(id=name, said=source.said(sign_text(name, found)), at=at)


# Settings.


def _settings(source: Source) -> Iterator[doc.Setting]:
    """What is not an answer to a question."""
    talk = source.talk
    language = t(f"language.{source.content.words.nearest(talk.language)}.name")
    summary = t("setting-off") if talk.summary_day == 0 else t(f"weekday-{talk.summary_day}")
    until = talk.paused_until.isoformat() if talk.paused_until else None
    yield _setting("zone", talk.zone, zone_name(talk.zone) if talk.zone else None, source)
    yield _setting("language", talk.language, language, source)
    yield _setting("summary", talk.summary_day, summary, source)
    yield _setting("text_only", talk.text_only, _yes(is_so=talk.text_only), source)
    yield _setting("details", talk.details, _yes(is_so=talk.details), source)
    yield _setting("paused_until", until, t("plain", text=until or ""), source)
    yield _setting("clinic", talk.clinic, t("plain", text=talk.clinic or ""), source)


def _setting(name: str, value: doc.SetTo, said: Text | None, source: Source) -> doc.Setting:
    told = source.said(said) if said and value is not None else ""
    label = source.said(t(f"export-setting-{name}"))
    return doc.Setting(id=name, name=label, value=value, said=told)


def _yes(*, is_so: bool) -> Text:
    return t("button-yes" if is_so else "button-no")


# Messages.


def _message(letter: KeptLetter, source: Source) -> doc.Message:
    """In the language that it was sent in."""
    say, language = letter.say, letter.language
    return doc.Message(
        created_at=letter.created_at,
        lane=letter.lane,
        state=letter.state,
        tries=letter.tries,
        refused=letter.refused,
        screen=letter.screen,
        message_id=letter.message_id,
        not_before=letter.not_before,
        useless_after=letter.useless_after,
        settled_at=letter.settled_at,
        language=letter.language,
        text="\n".join(source.said(line, language) for line in say.lines) if say else "",
        buttons=tuple(_labels(say, language, source)) if say else (),
        recipe=say,
    )


def _labels(say: Say, language: str | None, source: Source) -> Iterator[str]:
    for row in say.buttons:
        yield from (source.said(button.label, language) for button in row)

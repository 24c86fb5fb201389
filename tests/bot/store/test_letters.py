from __future__ import annotations

import pytest

from bot.model import (
    Blocked,
    Dropped,
    Failed,
    LetterId,
    RetryAt,
    Sent,
    Standing,
    Uncertain,
    Verdict,
)
from bot.store import queries
from bot.store.sql import SqlStore
from flows.effects import Progress
from tests.bot.store.kit import ANNA, BERT, NOW, Place, hours, open_store, put, say, talk


async def states(place: Place) -> dict[int, str]:
    return dict(await place.rows("SELECT id, state FROM letters ORDER BY id"))


async def restarted(store: SqlStore, place: Place) -> SqlStore:
    await store.close()
    return await open_store(place)


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (Sent(5), "sent"),
        (Failed("chat not found"), "failed"),
        (Dropped(), "dropped"),
        (Blocked(), "blocked"),
        (Uncertain("read timeout"), "tried"),
        (RetryAt(NOW + hours(1)), "waiting"),
    ],
)
async def test_a_verdict_is_written(
    store: SqlStore, place: Place, verdict: Verdict, state: str
) -> None:
    (letter,) = await put(store, talk(), say())
    await store.settle({letter.id: verdict}, NOW)
    assert await states(place) == {letter.id: state}


async def test_a_verdict_that_comes_late_changes_nothing(store: SqlStore, place: Place) -> None:
    (letter,) = await put(store, talk(), say())
    await store.settle({letter.id: Sent(5)}, NOW)
    await store.settle({letter.id: RetryAt(NOW), LetterId(99): Failed("unknown")}, NOW)
    assert await states(place) == {letter.id: "sent"}


async def test_sent_needs_a_message_id(store: SqlStore, place: Place) -> None:
    """R11, enforced by the database itself."""
    await put(store, talk(), say())
    with pytest.raises(Exception, match="ck_letters_sent"):
        await place.rows("UPDATE letters SET state = 'sent', settled_at = created_at")


async def test_a_letter_keeps_the_recipe_of_its_picture(store: SqlStore) -> None:
    """And never the picture itself."""
    chart = Progress(days=30, until=NOW.date())
    told = say(lane="prompt", picture=chart), say(lane="prompt", album=("a_bow", "n_seated"))
    await put(store, talk(), *told)
    assert tuple(letter.say for letter in await store.claim(NOW, 10)) == told


async def test_a_sent_screen_is_found_by_its_number(store: SqlStore) -> None:
    first, second, plain = await put(store, talk(), say(screen=1), say(screen=2), say())
    await store.settle({first.id: Sent(71), second.id: Sent(72), plain.id: Sent(73)}, NOW)
    asked = [(ANNA, 1), (ANNA, 2), (ANNA, 3), (BERT, 1)]
    assert await store.standing(asked) == {
        (ANNA, 1): Standing(71),
        (ANNA, 2): Standing(72),
    }
    assert await store.standing([]) == {}


async def test_the_last_message_of_a_screen_counts(store: SqlStore) -> None:
    first, second = await put(store, talk(), say(screen=1), say(screen=1))
    await store.settle({second.id: Sent(72), first.id: Sent(71)}, NOW)
    assert await store.standing([(ANNA, 1)]) == {(ANNA, 1): Standing(72)}


@pytest.mark.parametrize("order", [(True, False), (False, True)])
async def test_a_screen_is_a_picture_as_its_last_message_is(
    store: SqlStore, order: tuple[bool, bool]
) -> None:
    first, second, other = await put(store, talk(), say(screen=1), say(screen=1), say(screen=2))
    verdicts: dict[LetterId, Verdict] = {
        first.id: Sent(71, pictured=order[0]),
        second.id: Sent(72, pictured=order[1]),
        other.id: Sent(73),
    }
    await store.settle(verdicts, NOW)
    assert await store.standing([(ANNA, 1), (ANNA, 2)]) == {
        (ANNA, 1): Standing(72, order[1]),
        (ANNA, 2): Standing(73),
    }


async def test_only_the_newest_screens_are_kept(store: SqlStore) -> None:
    count = queries.SCREENS_KEPT + 3
    letters = await put(store, talk(), *(say(screen=n) for n in range(1, count + 1)))
    (other,) = await put(store, talk(), say(screen=1), chat=BERT)
    verdicts: dict[LetterId, Verdict] = {letter.id: Sent(letter.id) for letter in letters}
    await store.settle({**verdicts, other.id: Sent(9)}, NOW)
    asked = [(ANNA, n) for n in range(1, count + 1)] + [(BERT, 1)]
    found = await store.standing(asked)
    assert sorted(found) == [(ANNA, n) for n in range(4, count + 1)] + [(BERT, 1)]


async def test_blocked_drops_what_else_waits_for_that_chat(store: SqlStore, place: Place) -> None:
    reply, prompt = await put(store, talk(), say(), say(lane="prompt"))
    (other,) = await put(store, talk(), say(lane="prompt"), chat=BERT)
    await store.settle({reply.id: Blocked()}, NOW)
    expected = {reply.id: "blocked", prompt.id: "dropped", other.id: "waiting"}
    assert await states(place) == expected


async def test_blocked_written_twice_drops_nothing_of_who_is_back(
    store: SqlStore, place: Place
) -> None:
    """R12: when the outcome of a commit was unknown, its verdicts are written again."""
    (letter,) = await put(store, talk(), say())
    await store.settle({letter.id: Blocked()}, NOW)
    (welcome,) = await put(store, talk(), say("welcome back"))
    await store.settle({letter.id: Blocked()}, NOW + hours(1))
    assert await states(place) == {letter.id: "blocked", welcome.id: "tried"}


async def test_prompts_are_claimed_before_the_rest_and_once(store: SqlStore) -> None:
    await put(store, talk(), say("reply"), say("bulk", lane="bulk"), say("p1", lane="prompt"))
    await put(store, talk(), say("p2", lane="prompt"), chat=BERT)
    claimed = await store.claim(NOW, 2)
    assert [letter.say.lines[0].key for letter in claimed] == ["p1", "p2"]
    assert [letter.tries for letter in claimed] == [1, 1]
    assert [letter.say.lines[0].key for letter in await store.claim(NOW, 9)] == ["bulk"]
    assert await store.claim(NOW, 9) == ()


async def test_a_letter_that_must_wait_holds_up_those_behind_it(store: SqlStore) -> None:
    first, _ = await put(store, talk(), say("1", lane="prompt"), say("2", lane="prompt"))
    await store.claim(NOW, 1)
    await store.settle({first.id: RetryAt(NOW + hours(1))}, NOW)
    assert await store.claim(NOW, 9) == ()
    again = await store.claim(NOW + hours(1), 9)
    assert [(letter.say.lines[0].key, letter.tries) for letter in again] == [("1", 2), ("2", 1)]


async def test_a_letter_that_is_useless_by_now_is_dropped(store: SqlStore, place: Place) -> None:
    late, timely = await put(
        store,
        talk(),
        say(lane="prompt", useless_after=NOW),
        say(lane="prompt", useless_after=NOW + hours(2)),
    )
    assert [letter.id for letter in await store.claim(NOW + hours(1), 9)] == [timely.id]
    assert (await states(place))[late.id] == "dropped"


async def test_one_unreadable_letter_fails_alone(store: SqlStore, place: Place) -> None:
    spoilt, good = await put(store, talk(), say(lane="prompt"), say(lane="prompt"))
    await place.rows(f"UPDATE letters SET blob = x'00' WHERE id = {spoilt.id}")
    assert [letter.id for letter in await store.claim(NOW, 9)] == [good.id]
    assert await states(place) == {spoilt.id: "failed", good.id: "tried"}


async def test_recovery_leaves_this_process_own_letters_alone(store: SqlStore) -> None:
    """They are under way; sending them again would say everything twice."""
    await put(store, talk(), say())
    assert await store.recover(NOW) == ()


async def test_an_unknown_letter_is_sent_again_once_per_restart_and_twice_at_most(
    store: SqlStore, place: Place
) -> None:
    """T4: three calls of unknown outcome, then it is left."""
    (letter,) = await put(store, talk(), say(screen=4))
    await store.settle({letter.id: Uncertain("read timeout")}, NOW)
    for tries in (2, 3):
        store = await restarted(store, place)
        (again,) = await store.recover(NOW)
        assert (again.id, again.say, again.tries) == (letter.id, letter.say, tries)
    store = await restarted(store, place)
    assert await store.recover(NOW) == ()
    assert await states(place) == {letter.id: "uncertain"}
    await store.close()


async def test_calls_that_surely_failed_are_not_unknown(store: SqlStore, place: Place) -> None:
    (letter,) = await put(store, talk(), say())
    for _ in range(5):
        await store.settle({letter.id: RetryAt(NOW)}, NOW)
        await store.claim(NOW, 1)
    store = await restarted(store, place)
    assert [again.tries for again in await store.recover(NOW)] == [7]
    await store.close()


async def test_the_third_unknown_call_settles_a_letter(store: SqlStore, place: Place) -> None:
    (letter,) = await put(store, talk(), say())
    for _ in range(2):
        store = await restarted(store, place)
        await store.recover(NOW)
    await store.settle({letter.id: Uncertain("read timeout")}, NOW)
    assert await states(place) == {letter.id: "uncertain"}
    await store.close()


async def test_an_unknown_letter_is_not_sent_after_later_ones(
    store: SqlStore, place: Place
) -> None:
    """Order within a chat and lane: an old question must not come up again below a new one."""
    old, new = await put(store, talk(), say("old"), say("new"))
    await store.settle({old.id: Uncertain("read timeout"), new.id: Sent(1)}, NOW)
    store = await restarted(store, place)
    assert await store.recover(NOW) == ()
    assert await states(place) == {old.id: "uncertain", new.id: "sent"}
    await store.close()


async def test_a_late_verdict_never_meets_another_letter(store: SqlStore) -> None:
    """Ids are not used again, not even after all rows are gone."""
    (before,) = await put(store, talk(), say())
    await put(store, None, forget=True)
    (after,) = await put(store, talk(), say())
    assert after.id > before.id


async def test_purge_drops_what_was_settled_two_days_ago(store: SqlStore, place: Place) -> None:
    old, young, waiting = await put(
        store, talk(), say(screen=1), say(), say(lane="bulk"), keys=["u:1:1"]
    )
    await store.settle({old.id: Sent(1)}, NOW)
    await store.settle({young.id: Sent(2)}, NOW + hours(1))
    await store.purge(NOW + hours(48.5))
    assert await states(place) == {young.id: "sent", waiting.id: "waiting"}
    assert await place.rows("SELECT * FROM taken") == []
    assert await store.standing([(ANNA, 1)]) == {(ANNA, 1): Standing(1)}


async def test_purge_keeps_keys_for_two_days(store: SqlStore, place: Place) -> None:
    await put(store, talk(), keys=["u:1:1"])
    await store.purge(NOW + hours(47))
    assert await place.rows("SELECT key FROM taken") == [("u:1:1",)]


async def test_purge_goes_on_until_everything_old_is_gone(
    store: SqlStore, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [f"u:1:{number}" for number in range(queries.PURGED_AT_ONCE + 1)]
    await put(store, talk(), keys=keys)
    await store.purge(NOW + hours(49))
    assert await place.rows("SELECT count(*) FROM taken") == [(0,)]

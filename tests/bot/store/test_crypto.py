from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.crypto import KeyRing, SealError, new_entry, wrapper

K1 = "k1:" + base64.b64encode(b"1" * 32).decode()
K2 = "k2:" + base64.b64encode(b"2" * 32).decode()


@given(st.binary(), st.integers(), st.sampled_from(["snapshot", "letter"]))
def test_a_sealed_blob_opens_with_its_wrapped_key(plain: bytes, chat: int, column: str) -> None:
    ring = KeyRing.parse(K1)
    key, wrapped = ring.new_person_key(chat)
    blob = key.seal(column, plain)
    assert ring.person_key(chat, wrapped).open(column, blob) == plain


@given(st.binary(min_size=1))
def test_the_same_words_never_look_the_same(plain: bytes) -> None:
    key, _ = KeyRing.parse(K1).new_person_key(1)
    assert key.seal("letter", plain) != key.seal("letter", plain)


def test_a_blob_opens_in_its_own_column_only() -> None:
    """6-sealing."""
    key, _ = KeyRing.parse(K1).new_person_key(1)
    with pytest.raises(SealError):
        key.open("history", key.seal("letter", b"words"))


def test_a_key_unwraps_for_its_own_person_only() -> None:
    """6-sealing."""
    ring = KeyRing.parse(K1)
    _, wrapped = ring.new_person_key(1)
    with pytest.raises(SealError):
        ring.person_key(2, wrapped)


@pytest.mark.parametrize("spoilt", [b"", b"\x01", b"\x02" + bytes(40), b"\x01" + bytes(40)])
def test_a_damaged_blob_does_not_open(spoilt: bytes) -> None:
    """6-sealing."""
    key, _ = KeyRing.parse(K1).new_person_key(1)
    with pytest.raises(SealError):
        key.open("letter", spoilt)


def test_the_first_key_wraps_and_all_unwrap() -> None:
    """Rotation: a new key goes in front, what the old one wrapped still opens."""
    _, old = KeyRing.parse(K1).new_person_key(1)
    both = KeyRing.parse(f"{K2}\n{K1}\n")
    _, new = both.new_person_key(1)
    both.person_key(1, old)
    KeyRing.parse(K2).person_key(1, new)
    with pytest.raises(SealError, match="not in the key ring"):
        KeyRing.parse(K2).person_key(1, old)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "looks like k1:BASE64"),
        ("secret", "looks like k1:BASE64"),
        ("k1:abc", "k1 is not 32 bytes"),
        (f"{K1},k2:" + base64.b64encode(b"short").decode(), "k2 is not 32 bytes"),
        (f"{K1},{K1}", "the same name"),
    ],
)
def test_a_malformed_ring_names_the_entry(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        KeyRing.parse(text)


def test_what_is_rewrapped_is_the_same_key_under_the_first_name() -> None:
    """P9, 6-sealing."""
    key, old = KeyRing.parse(K1).new_person_key(1)
    new = KeyRing.parse(f"{K2},{K1}").rewrapped(1, old)
    assert (wrapper(old), wrapper(new)) == ("k1", "k2")
    opened = KeyRing.parse(K2).person_key(1, new)
    assert opened.open("letter", key.seal("letter", b"words")) == b"words"


def test_what_is_under_the_first_key_stays_as_it_is() -> None:
    ring = KeyRing.parse(K1)
    _, wrapped = ring.new_person_key(1)
    assert ring.rewrapped(1, wrapped) == wrapped


@pytest.mark.parametrize("wrapped", [b"", b"k1:" + bytes(60), b"k3:" + bytes(60), bytes(60)])
def test_a_key_that_does_not_open_is_not_rewrapped(wrapped: bytes) -> None:
    with pytest.raises(SealError):
        KeyRing.parse(f"{K2},{K1}").rewrapped(1, wrapped)


def test_a_ring_knows_its_names_and_which_is_first() -> None:
    ring = KeyRing.parse(f"{K2},{K1}")
    assert (ring.names, ring.first) == (("k2", "k1"), "k2")


def test_a_ring_knows_what_no_log_may_show() -> None:
    """S1."""
    assert KeyRing.parse(f"{K2},{K1}").secrets() == (K2[3:], K1[3:])


def test_a_tag_is_the_same_for_each_ring_that_has_the_key() -> None:
    """P6: the erasure list is known again after a rotation."""
    old, both = KeyRing.parse(K1).tags(1001), KeyRing.parse(f"{K2},{K1}").tags(1001)
    assert both["k1"] == old["k1"]
    assert set(both) == {"k1", "k2"}
    assert both["k2"] != both["k1"]


def test_tags_and_aliases_tell_chats_apart_and_not_which_they_are() -> None:
    """P6, S1: without the key nobody can try all numbers."""
    ring = KeyRing.parse(K1)
    assert ring.tags(1001) != ring.tags(1002)
    assert ring.alias(1001) != ring.alias(1002)
    assert ring.alias(1001) == ring.alias(1001)
    assert len(ring.alias(1001)) == 8
    assert not ring.tags(1001)["k1"].startswith(ring.alias(1001))
    assert KeyRing.parse(new_entry("k1")).alias(1001) != ring.alias(1001)

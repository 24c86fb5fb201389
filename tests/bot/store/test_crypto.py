from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store import StoreError
from bot.store.crypto import KeyRing, SealError, load_or_make_key_file

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
    ],
)
def test_a_malformed_ring_names_the_entry(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        KeyRing.parse(text)


def test_the_first_run_makes_a_key_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "data.key"
    check = load_or_make_key_file(file).check_value()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["data.key"]
    assert load_or_make_key_file(file).fits(check)


def test_an_existing_key_file_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "data.key"
    file.write_text(K2)
    load_or_make_key_file(file)
    assert file.read_text() == K2


@pytest.mark.parametrize("content", ["nonsense", ""])
def test_an_unreadable_key_file_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "data.key"
    file.write_text(content)
    with pytest.raises(StoreError, match="is no key file"):
        load_or_make_key_file(file)


def test_a_folder_instead_of_a_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be used: Is a directory"):
        load_or_make_key_file(tmp_path)

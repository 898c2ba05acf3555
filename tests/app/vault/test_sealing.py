from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makewhole.app.vault.sealing import (
    CHUNK,
    CannotOpen,
    Place,
    key_of,
    new_key,
    seal,
    seal_chunks,
    unseal,
    unseal_chunks,
)

KEY, KEY_ID = new_key(), uuid4()
PLACE = Place("clinic_visit", uuid4(), "visit", 3)
places = st.builds(Place, st.text(max_size=8), st.uuids(), st.text(max_size=8), st.integers(0, 99))


@given(st.binary(max_size=500), places)
def test_what_is_sealed_opens_in_its_place_and_nowhere_else(plain: bytes, place: Place) -> None:
    sealed = seal(KEY, KEY_ID, plain, place)
    assert unseal(KEY, sealed, place) == plain
    for other in (
        place._replace(table=place.table + "x"),
        place._replace(row=UUID(int=place.row.int ^ 1)),
        place._replace(kind=place.kind + "x"),
        place._replace(version=place.version + 1),
    ):
        with pytest.raises(CannotOpen):
            unseal(KEY, sealed, other)


def test_moving_a_letter_from_the_table_to_the_kind_is_another_place() -> None:
    sealed = seal(KEY, KEY_ID, b"x", PLACE._replace(table="ab", kind="c"))
    with pytest.raises(CannotOpen):
        unseal(KEY, sealed, PLACE._replace(table="a", kind="bc"))


@given(st.data())
def test_one_changed_bit_anywhere_does_not_open(data: st.DataObject) -> None:
    sealed = bytearray(seal(KEY, KEY_ID, b"the record", PLACE))
    position = data.draw(st.integers(0, len(sealed) - 1))
    sealed[position] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(CannotOpen):
        unseal(KEY, bytes(sealed), PLACE)


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(CannotOpen):
        unseal(new_key(), seal(KEY, KEY_ID, b"x", PLACE), PLACE)


def test_it_names_its_key_and_never_seals_twice_alike() -> None:
    first, second = seal(KEY, KEY_ID, b"x", PLACE), seal(KEY, KEY_ID, b"x", PLACE)
    assert key_of(first) == KEY_ID
    assert first != second


@pytest.mark.parametrize("damaged", [b"", b"\x01", b"\x02" + bytes(60)])
def test_what_is_no_sealed_value_is_said_to_be_none(damaged: bytes) -> None:
    with pytest.raises(CannotOpen):
        unseal(KEY, damaged, PLACE)


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
@pytest.mark.parametrize("piece", [1000, CHUNK, 10 * CHUNK])
def test_a_file_of_any_length_opens_as_it_was(length: int, piece: int) -> None:
    content = bytes(index % 251 for index in range(length))
    source = (content[start : start + piece] for start in range(0, length, piece))
    sealed = list(seal_chunks(KEY, KEY_ID, source, PLACE))
    assert b"".join(unseal_chunks(KEY, sealed, PLACE)) == content
    assert len(sealed) == max(1, -(-length // CHUNK))


@pytest.mark.parametrize(
    "changed", [lambda s: s[:-1], lambda s: s[1:], lambda s: [s[1], s[0], s[2]], lambda s: [*s, s[2]], lambda s: []]
)
def test_a_file_with_a_piece_missing_moved_or_added_does_not_open(changed) -> None:  # type: ignore[no-untyped-def]
    sealed = list(seal_chunks(KEY, KEY_ID, [bytes(3 * CHUNK)], PLACE))
    with pytest.raises(CannotOpen):
        list(unseal_chunks(KEY, changed(sealed), PLACE))

# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""The hash of leeway, written a second time in whole numbers of any length: hash_values.csv.

Eight bytes at a time, little-endian, the last piece (0 to 7 bytes) filled up with zeros; a piece is xored into the state,
which is multiplied by a constant, and the two halves of the 128-bit product are xored. At the end the length in bytes.
"""

import random

SEED = 20260108
MASK = 2**64 - 1
START, PIECE, LAST, LENGTH = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB


def fold(a, b):
    product = a * b
    return (product & MASK) ^ (product >> 64)


def hash64(text, seed=0):
    state = seed ^ START
    whole = len(text) // 8 * 8
    for at in range(0, whole, 8):
        state = fold(state ^ int.from_bytes(text[at : at + 8], "little"), PIECE)
    state = fold(state ^ int.from_bytes(text[whole:], "little"), LAST)
    return fold(state ^ len(text), LENGTH)


def combine(state, word):
    turned = ((word << 32) | (word >> 32)) & MASK
    return fold(state ^ turned ^ START, PIECE)


def cases():
    rng = random.Random(SEED)
    for text in ("", "a", "ab", "1234567", "12345678", "123456789", "drift", "Zürich", "a longer text of more than two words"):
        yield ascii(text.replace(" ", "_")), text.encode(), 0
    for length in range(25):
        yield f"zeros_{length}", bytes(length), 0
        yield f"ones_{length}", b"\xff" * length, 0
        yield f"random_{length}", rng.randbytes(length), rng.getrandbits(64)
    yield "long", rng.randbytes(1000), 1


def main():
    from golden_table import write_table

    rows = []
    for name, text, seed in cases():
        value = hash64(text, seed)
        rows.append({"name": name, "hex": text.hex(), "seed": seed, "hash": value, "combined": combine(seed, value)})
    notes = ["hex: the bytes; hash: of the bytes with the seed; combined: combine_hash(seed, hash)"]
    write_table(__file__, "hash_values.csv", [], SEED, notes, ["name", "hex", "seed", "hash", "combined"], rows)


if __name__ == "__main__":
    main()

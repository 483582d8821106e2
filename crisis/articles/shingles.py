"""What a text is made of, as short runs of words: what two texts have in common survives another title or a cut.

A sketch is a sample of the runs that depends on the runs alone, so that two sketches can be compared without
their texts (Broder's resemblance and containment, sampled below a fixed threshold).
"""

from __future__ import annotations

import struct
from hashlib import blake2b

from crisis.edtf.folding import words_of

RUN = 5
"""Words in a run: long enough that two dispatches on one subject share few by chance."""
ONE_IN = 4
LONGEST_SKETCH = 2_000
"""Runs; beyond it (a text of 8,000 words) a sketch samples more thinly."""

_HIGHEST = 2**32 // ONE_IN


def shingles(text: str) -> frozenset[str]:
    """Every run of `RUN` words; a shorter text is one run, an empty one none."""
    words = words_of(text)
    if len(words) < RUN:
        return frozenset([" ".join(words)] if words else [])
    return frozenset(" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def sketch(runs: frozenset[str]) -> bytes:
    """About one run in four, as sorted 32-bit numbers; never empty for a text that has words."""
    numbers = sorted({int.from_bytes(blake2b(run.encode(), digest_size=4).digest()) for run in runs})
    sampled = [number for number in numbers if number < _HIGHEST] or numbers[:1]
    kept = sampled[:LONGEST_SKETCH]
    return struct.pack(f">{len(kept)}I", *kept)


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """What share of the shorter text's runs the longer has too, as two sketches tell it: 0 to 1."""
    if len(one) == LONGEST_SKETCH or len(other) == LONGEST_SKETCH:
        reach = min(max(numbers) for numbers in (one, other) if len(numbers) == LONGEST_SKETCH)
        one, other = (frozenset(number for number in numbers if number <= reach) for numbers in (one, other))
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def numbers_of(stored: bytes) -> frozenset[int]:
    """A sketch as it comes out of the database."""
    return frozenset(struct.unpack(f">{len(stored) // 4}I", stored))

"""`python -m crisis.extraction`: prints what articles report, one JSON object a line."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from crisis.extraction import read
from crisis.extraction.text.parsing import ModelMissingError
from crisis.extraction.text.source import SIZE_LIMIT, UnreadableSource, decode_source, read_source
from crisis.extraction.values import read_published
from crisis.extraction.wording import explained


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Prints a reading a line for every file; what cannot be read is named on standard error. 0 or 1.

    Of the environment, CRISIS_SPACY_MODEL names an installed pipeline and NO_COLOR takes the colours away.
    """
    options = _options(arguments)
    model = environment.get("CRISIS_SPACY_MODEL") or None
    failed = False
    for path in options.paths:
        try:
            stdin = path == "-"
            given = sys.stdin.buffer.read(SIZE_LIMIT + 1) if stdin else b""
            source = decode_source(Path(path), given) if stdin else read_source(Path(path))
            reading = read(
                source.text,
                published=options.published or source.published,
                language=options.language or source.sidecar.language,
                model=model,
            )
        except ModelMissingError as error:
            sys.stderr.write(f"CRISIS_SPACY_MODEL: {_printable(str(error))}\n")
            return 1
        except UnreadableSource as error:
            sys.stderr.write(f"{_printable(str(error))}\n")
            failed = True
            continue
        identified = replace(reading, id=None if stdin else source.path.stem)
        if options.explain:
            colour = sys.stdout.isatty() and "NO_COLOR" not in environment
            lines = explained(source.text, identified, colour=colour)
            sys.stdout.write(f"== {path}\n" + _printable("\n".join(lines)) + "\n\n")
        else:
            sys.stdout.write(json.dumps(identified.as_dict(), ensure_ascii=False) + "\n")
    return int(failed)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m crisis.extraction",
        description="Reads articles and prints the events they report, one JSON object a line.",
    )
    parser.add_argument("--published", type=_published, metavar="EDTF", help="a day or a month; overrides the header")
    parser.add_argument("--language", choices=("fr", "en"), help="guessed where not given")
    parser.add_argument(
        "--explain", action="store_true", help="print the text with what was read in it, and why, instead of JSON"
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a text file (UTF-8), or - for standard input")
    return parser.parse_args(arguments)


def _published(value: str) -> str:
    try:
        return read_published(value).edtf
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _printable(message: str) -> str:
    return message.encode("utf-8", "backslashreplace").decode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))

"""The site's wording: gathers every translatable string, keeps the catalogues, compiles them.

python tools/messages.py update    add new strings to crisis/locale/*/LC_MESSAGES/django.po, drop those gone
python tools/messages.py compile   write the .mo files Django reads (not committed)
python tools/messages.py check     fail if a string has no French, or stands in no catalogue

English is the language of the source strings. Babel does the work, so that no gettext need be installed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "fr"
CATALOGUE = ROOT / "crisis" / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, object] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def main(verb: str) -> int:
    if verb == "compile":
        compile_catalogue()
        return 0
    if verb == "update":
        update_catalogue()
        return 0
    if verb == "check":
        faults = list(missing())
        for fault in faults:
            print(fault, file=sys.stderr)
        return 1 if faults else 0
    print(__doc__, file=sys.stderr)
    return 2


def gathered() -> Catalog:
    """Every translatable string of the code and the templates."""
    catalogue = Catalog(locale=LANGUAGE, charset="utf-8", fuzzy=False)
    for path in sorted([*ROOT.glob("crisis/**/*.py"), *ROOT.glob("templates/**/*.html")]):
        if "migrations" in path.parts:
            continue
        for _line, words, comments, context in extract("python", BytesIO(_as_python(path)), KEYWORDS):  # type: ignore[arg-type]
            catalogue.add(words, locations=[(str(path.relative_to(ROOT)), 0)], context=context, user_comments=comments)
    return catalogue


def _as_python(path: Path) -> bytes:
    source = path.read_text()
    if path.suffix == ".html":
        from django.utils.translation.template import templatize

        # what lies between the strings is blanked out, but keeps its indentation, which Python would mind
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    return source.encode()


def stored() -> Catalog:
    if not CATALOGUE.exists():
        return Catalog(locale=LANGUAGE, charset="utf-8", fuzzy=False)
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def update_catalogue() -> None:
    catalogue = stored()
    catalogue.update(gathered(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, no_location=True, omit_header=False, sort_output=True, width=120)
    empty = [message.id for message in catalogue if message.id and not _is_complete(message)]
    print(f"{len(catalogue)} strings, {len(empty)} without French:")
    for words in empty:
        print(f"  {words!r}")


def compile_catalogue() -> None:
    with CATALOGUE.with_suffix(".mo").open("wb") as file:
        write_mo(file, stored())


def missing() -> Iterator[str]:
    """A sentence for each string that a French reader would see in English, or that nothing uses."""
    catalogue, used = stored(), gathered()
    for message in used:
        if not message.id:
            continue
        known = catalogue.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        if known is None:
            yield f"Not in the catalogue (run `make messages`): {message.id!r}"
        elif not _is_complete(known):
            yield f"Without French: {message.id!r}"
        elif known.fuzzy:
            yield f"Marked as a guess: {message.id!r}"
    for message in catalogue:
        if (
            message.id
            and used.get(message.id if isinstance(message.id, str) else message.id[0], message.context) is None
        ):
            yield f"Nothing uses it any more (run `make messages`): {message.id!r}"


def _is_complete(message: Message) -> bool:
    given = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    return all(given)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) == 2 else ""))

"""What an operator wrote into the environment, read and checked. Nothing else looks there.

A value that makes no sense stops the start with a sentence that says what to write instead.
"""

from __future__ import annotations

import importlib.util
import os
import re
import secrets
from ipaddress import ip_address
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import URLValidator, validate_email

_FRAMING_HOST = re.compile(r"(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]{1,5})?")


def flag(name: str, *, default: bool) -> bool:
    """A yes or a no; anything else is refused, because a typing error here must not open a door."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "1", "0", "true", "false", "yes", "no", "on", "off"}:
        return default if value == "" else value in {"1", "true", "yes", "on"}
    raise ImproperlyConfigured(f"{name} is {value!r}; write yes or no.")


def data_dir(*, default: Path) -> Path:
    """The folder, made where it is missing."""
    folder = Path(os.environ.get("DATA_DIR") or default)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"DATA_DIR: {folder} cannot be made ({error.strerror}).") from error
    return folder


def secret_key(*, kept_in: Path) -> str:
    """The operator's key, or one made once and kept beside the database."""
    given = os.environ.get("SECRET_KEY", "")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured("SECRET_KEY is too short; give at least 32 characters.")
        return given
    path = kept_in / "secret_key"
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as error:
        raise ImproperlyConfigured(f"SECRET_KEY: set it, or let {path} be written ({error.strerror}).") from error
    return path.read_text().strip()


def database(*, kept_in: Path) -> dict[str, object]:
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{kept_in / 'crisis.sqlite3'}"
    try:
        config: dict[str, object] = environ.Env.db_url_config(url)
    except (ImproperlyConfigured, ValueError, KeyError) as error:
        raise ImproperlyConfigured("DATABASE_URL cannot be read; write sqlite:///PATH or postgres://…") from error
    if config.get("ENGINE") == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",  # a writer waits its turn at BEGIN, not in the middle
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    elif config.get("ENGINE") == "django.db.backends.postgresql":
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
    else:
        raise ImproperlyConfigured("DATABASE_URL must be sqlite:///PATH or postgres://USER@HOST/NAME.")
    return config


def number(name: str, *, default: int, most: int) -> int:
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdecimal() and 0 < int(value) <= most):
        raise ImproperlyConfigured(f"{name} is {value!r}; write a number between 1 and {most}.")
    return int(value)


SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


def rate(name: str, *, default: str) -> tuple[int, int] | None:
    """So many requests in so many seconds, written `600/minute`; `None` for `off`."""
    value = os.environ.get(name, "").strip().lower() or default
    if value == "off":
        return None
    amount, _slash, period = value.partition("/")
    if not (amount.isascii() and amount.isdecimal() and 0 < int(amount) <= 10_000_000 and period in SECONDS):
        raise ImproperlyConfigured(
            f"{name} is {value!r}; write a number a second, minute, hour or day: {default}; or off."
        )
    return int(amount), SECONDS[period]


def choice(name: str, *, among: tuple[str, ...]) -> str:
    """One of the words, the first where nothing is set."""
    value = os.environ.get(name, "").strip().lower() or among[0]
    if value not in among:
        raise ImproperlyConfigured(f"{name} is {value!r}; write {', '.join(among[:-1])} or {among[-1]}.")
    return value


def bind() -> str:
    value = os.environ.get("BIND") or "127.0.0.1"
    try:
        ip_address(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"BIND is {value!r}; write an IP address of this machine, or 0.0.0.0.") from error
    return f"[{value}]" if ":" in value else value


def hosts(*, debug: bool) -> list[str]:
    named = [name.strip() for name in os.environ.get("ALLOWED_HOSTS", "").split(",") if name.strip()]
    for name in named:
        if "/" in name or " " in name:
            raise ImproperlyConfigured(f"ALLOWED_HOSTS: {name!r} is not a host name; write it without scheme or path.")
        if name == "*" and not debug:
            raise ImproperlyConfigured("ALLOWED_HOSTS is '*'; name the hosts this site answers for.")
    return named or ["localhost", "127.0.0.1", "[::1]"]


def embed_hosts() -> list[str]:
    """Who may show embeds, as the policy writes it: hosts, `*.` before all of a domain; none for anyone."""
    named = [name.strip().lower() for name in os.environ.get("EMBED_HOSTS", "").split(",") if name.strip()]
    for name in named:
        if not _FRAMING_HOST.fullmatch(name):
            raise ImproperlyConfigured(
                f"EMBED_HOSTS: {name!r} is not a host name; write example.org or *.example.org, without scheme or path."
            )
    return named


def line(name: str) -> str:
    """A name or an address as readers will see it, on one line; empty where the operator says nothing."""
    value = os.environ.get(name, "").strip()
    if len(value) > 300 or not value.isprintable():
        raise ImproperlyConfigured(f"{name} is not a line of text; write at most 300 characters, without line breaks.")
    return value


def email(name: str) -> str:
    value = os.environ.get(name, "").strip()
    try:
        if value:
            validate_email(value)
    except ValidationError as error:
        raise ImproperlyConfigured(f"{name} is {value!r}; write an e-mail address, or leave it out.") from error
    return value


def address(name: str, *, default: str) -> str:
    """A page on the web; empty where the operator writes `none`."""
    value = os.environ.get(name, "").strip() or default
    if value.lower() == "none":
        return ""
    try:
        URLValidator(schemes=["https", "http"])(value)
    except ValidationError as error:
        raise ImproperlyConfigured(f"{name} is {value!r}; write the address of a page, or none.") from error
    return value


def plotly_bundle(*, assets: Path) -> str:
    """`basic` (from npm, small) where it lies in assets/, else the one inside the Python package."""
    bundle = os.environ.get("PLOTLY_BUNDLE", "") or ("basic" if (assets / "plotly-basic.min.js").exists() else "full")
    if bundle not in {"basic", "full"}:
        raise ImproperlyConfigured(f"PLOTLY_BUNDLE is {bundle!r}; write basic or full.")
    if not (assets / f"plotly-{bundle}.min.js").exists() and bundle == "basic":
        raise ImproperlyConfigured("PLOTLY_BUNDLE is 'basic', but `make setup` has not fetched it (is npm there?).")
    return bundle


def spacy_model() -> str:
    """A pipeline that the extractor uses in addition: an installed package or a folder (spaCy is not imported)."""
    name = os.environ.get("CRISIS_SPACY_MODEL", "")
    if name and not Path(name).is_dir() and importlib.util.find_spec(name) is None:
        raise ImproperlyConfigured(f"CRISIS_SPACY_MODEL: {name!r} is neither an installed spaCy pipeline nor a folder.")
    return name


def text(name: str) -> str:
    """As it stands, empty where nothing is set."""
    return os.environ.get(name, "")

"""Everything an operator can set, and what happens when nothing is set.

The only reader of the environment. Each variable is described in the README's table; a value that
makes no sense stops the start with a sentence that says what to write instead.
"""

from __future__ import annotations

import importlib.util
import os
import secrets
from ipaddress import ip_address
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def _flag(name: str, *, default: bool) -> bool:
    """A yes or a no; anything else is refused, because a typing error here must not open a door."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "1", "0", "true", "false", "yes", "no", "on", "off"}:
        return default if value == "" else value in {"1", "true", "yes", "on"}
    raise ImproperlyConfigured(f"{name} is {value!r}; write yes or no.")


def _data_dir() -> Path:
    folder = Path(os.environ.get("DATA_DIR") or BASE_DIR / "data")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"DATA_DIR: {folder} cannot be made ({error.strerror}).") from error
    return folder


def _secret_key() -> str:
    """The operator's key, or one made once and kept beside the database."""
    given = os.environ.get("SECRET_KEY", "")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured("SECRET_KEY is too short; give at least 32 characters.")
        return given
    path = DATA_DIR / "secret_key"
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as error:
        raise ImproperlyConfigured(f"SECRET_KEY: set it, or let {path} be written ({error.strerror}).") from error
    return path.read_text().strip()


def _database() -> dict[str, object]:
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'crisis.sqlite3'}"
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


def _number(name: str, *, default: int, most: int) -> int:
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdecimal() and 0 < int(value) <= most):
        raise ImproperlyConfigured(f"{name} is {value!r}; write a number between 1 and {most}.")
    return int(value)


def _bind() -> str:
    value = os.environ.get("BIND") or "127.0.0.1"
    try:
        ip_address(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"BIND is {value!r}; write an IP address of this machine, or 0.0.0.0.") from error
    return f"[{value}]" if ":" in value else value


def _hosts() -> list[str]:
    hosts = [name.strip() for name in env.list("ALLOWED_HOSTS", default=[]) if name.strip()]
    for name in hosts:
        if "/" in name or " " in name:
            raise ImproperlyConfigured(f"ALLOWED_HOSTS: {name!r} is not a host name; write it without scheme or path.")
        if name == "*" and not DEBUG:
            raise ImproperlyConfigured("ALLOWED_HOSTS is '*'; name the hosts this site answers for.")
    return hosts or ["localhost", "127.0.0.1", "[::1]"]


def _line(name: str) -> str:
    """A name or an address as readers will see it, on one line; empty where the operator says nothing."""
    value = os.environ.get(name, "").strip()
    if len(value) > 300 or not value.isprintable():
        raise ImproperlyConfigured(f"{name} is not a line of text; write at most 300 characters, without line breaks.")
    return value


def _email(name: str) -> str:
    value = os.environ.get(name, "").strip()
    try:
        if value:
            validate_email(value)
    except ValidationError as error:
        raise ImproperlyConfigured(f"{name} is {value!r}; write an e-mail address, or leave it out.") from error
    return value


def _plotly_bundle() -> str:
    """`basic` (from npm, small) where it lies in assets/, else the one inside the Python package."""
    bundle = os.environ.get("PLOTLY_BUNDLE", "") or (
        "basic" if (ASSETS_DIR / "plotly-basic.min.js").exists() else "full"
    )
    if bundle not in {"basic", "full"}:
        raise ImproperlyConfigured(f"PLOTLY_BUNDLE is {bundle!r}; write basic or full.")
    if not (ASSETS_DIR / f"plotly-{bundle}.min.js").exists() and bundle == "basic":
        raise ImproperlyConfigured("PLOTLY_BUNDLE is 'basic', but `make setup` has not fetched it (is npm there?).")
    return bundle


def _spacy_model() -> str:
    """A pipeline that the extractor uses in addition: an installed package or a folder (spaCy is not imported)."""
    name = os.environ.get("CRISIS_SPACY_MODEL", "")
    if name and not Path(name).is_dir() and importlib.util.find_spec(name) is None:
        raise ImproperlyConfigured(f"CRISIS_SPACY_MODEL: {name!r} is neither an installed spaCy pipeline nor a folder.")
    return name


DATA_DIR = _data_dir()
ASSETS_DIR = BASE_DIR / "assets"
DEBUG = _flag("DEBUG", default=False)
HTTPS = _flag("HTTPS", default=False)
SECRET_KEY = _secret_key()
PORT = _number("PORT", default=8000, most=65535)
BIND = _bind()
WEB_WORKERS = _number("WEB_WORKERS", default=2, most=256)
ALLOWED_HOSTS = _hosts()
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "template_partials",
    "simple_history",
    "import_export",
    "crisis.articles",
    "crisis.events",
    "crisis.ingest",
    "crisis.timeline",
    "crisis.sharing",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "crisis.timeline.outage.DatabaseOutage",
]

ROOT_URLCONF = "crisis.urls"
WSGI_APPLICATION = "crisis.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "crisis.timeline.context_processors.page",
            ],
        },
    },
]

DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# For `create_editor` where nobody sits at a terminal; asked where it is not set.
CRISIS_EDITOR_PASSWORD = os.environ.get("CRISIS_EDITOR_PASSWORD", "")

# What the legal notice and the contact page say; where nothing is set, they say that.
SITE_PUBLISHER = _line("SITE_PUBLISHER")
SITE_PUBLISHER_ADDRESS = _line("SITE_PUBLISHER_ADDRESS")
SITE_DIRECTOR = _line("SITE_DIRECTOR")
SITE_HOST_NAME = _line("SITE_HOST_NAME")
SITE_HOST_ADDRESS = _line("SITE_HOST_ADDRESS")
CONTACT_EMAIL = _email("CONTACT_EMAIL")

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "crisis" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # instants of the desk's own doings; the days of events are plain dates

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static", *([ASSETS_DIR] if ASSETS_DIR.is_dir() else [])]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
PLOTLY_BUNDLE = _plotly_bundle()
SPACY_MODEL = _spacy_model()

# No `unsafe-*` anywhere: plotly.js and htmx are told to do without inline styles and eval.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the admin's and plotly's small icons
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
SIMPLE_HISTORY_HISTORY_ID_USE_UUID = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO" if DEBUG else "WARNING"},
}

"""Everything an operator can set, and what happens when nothing is set.

Each variable is described in the README's table and read by `environment.py`, which refuses nonsense.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from crisis import environment

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.data_dir(default=BASE_DIR / "data")
ASSETS_DIR = BASE_DIR / "assets"
DEBUG = environment.flag("DEBUG", default=False)
HTTPS = environment.flag("HTTPS", default=False)
SECRET_KEY = environment.secret_key(kept_in=DATA_DIR)
PORT = environment.number("PORT", default=8000, most=65535)
BIND = environment.bind()
WEB_WORKERS = environment.number("WEB_WORKERS", default=2, most=256)
ALLOWED_HOSTS = environment.hosts(debug=DEBUG)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # so that the house may have widgets of its own

INSTALLED_APPS = [
    "django.forms",
    "crisis.desk.apps.DeskAdminConfig",  # django.contrib.admin, as the desk
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "simple_history",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "ninja",  # for the page that documents the API, and its scripts
    "crisis.articles",
    "crisis.events",
    "crisis.ingest",
    "crisis.desk",
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
    "django_otp.middleware.OTPMiddleware",
    "crisis.desk.accounts.sign_in.SlidingSession",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "crisis.timeline.service.DatabaseOutage",
    "axes.middleware.AxesMiddleware",
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

DATABASES = {"default": environment.database(kept_in=DATA_DIR)}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # networks that are counted; the longest unseen are forgotten first
    },
    # Drawn once for all processes; a thousand cards are about fifty megabytes.
    "cards": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cards",
        "TIMEOUT": 30 * 86_400,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["crisis.desk.accounts.sign_in.Throttle", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]

# Wrong passwords and wrong codes: so many under one name from one address, then a pause. Sign-ins that went well
# are not logged: the account says when the last was.
AXES_FAILURE_LIMIT = environment.number("LOGIN_ATTEMPTS", default=5, most=100)
AXES_COOLOFF_TIME = timedelta(minutes=environment.number("LOGIN_COOLOFF_MINUTES", default=15, most=1440))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "crisis.desk.accounts.sign_in.address_for_locks"
AXES_LOCKOUT_CALLABLE = "crisis.desk.accounts.sign_in.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page says until when, and means it
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False  # a chief unlocks on the account's own page
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken"]
AXES_VERBOSE = False

REQUIRE_TWO_FACTOR = environment.choice("REQUIRE_TWO_FACTOR", among=("no", "chief", "all"))
OTP_TOTP_ISSUER = "Crisis timeline"  # what an authenticator writes above the code

# For `create_editor` where nobody sits at a terminal; asked where it is not set.
CRISIS_EDITOR_PASSWORD = environment.text("CRISIS_EDITOR_PASSWORD")

# What the legal notice and the contact page say; where nothing is set, they say that.
SITE_PUBLISHER = environment.line("SITE_PUBLISHER")
SITE_PUBLISHER_ADDRESS = environment.line("SITE_PUBLISHER_ADDRESS")
SITE_DIRECTOR = environment.line("SITE_DIRECTOR")
SITE_HOST_NAME = environment.line("SITE_HOST_NAME")
SITE_HOST_ADDRESS = environment.line("SITE_HOST_ADDRESS")
CONTACT_EMAIL = environment.email("CONTACT_EMAIL")

# Under which the project's own wording may be used: titles, summaries, dates. Excerpts stay their publishers'.
DATA_LICENCE = environment.address("DATA_LICENCE", default="https://creativecommons.org/licenses/by/4.0/")

LANGUAGE_CODE = "fr"
LANGUAGE_COOKIE_AGE = 31_536_000
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
PLOTLY_BUNDLE = environment.plotly_bundle(assets=ASSETS_DIR)
SPACY_MODEL = environment.spacy_model()

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
EMBED_HOSTS = environment.embed_hosts()  # who may frame /embed/, and nothing else; anyone where it is empty
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_AGE = (
    environment.number("SESSION_HOURS", default=12, most=720) * 3600
)  # without use: `crisis/desk/accounts/sign_in.py`
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

# What one network may ask of API, exports and feed together, counted in each process as long as no shared cache is set.
API_RATE = environment.rate("API_RATE", default="6000/hour")

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
SIMPLE_HISTORY_HISTORY_ID_USE_UUID = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO" if DEBUG else "WARNING"},
}

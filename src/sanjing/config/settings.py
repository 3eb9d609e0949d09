"""Settings: wiring only. What an installation may choose is listed in `sanjing.config.env`."""

import os
from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from sanjing.config.database import database
from sanjing.config.env import Environment
from sanjing.config.hosts import allowed_hosts
from sanjing.config.keys import secret_key
from sanjing.config.logs import logging_config

ENV = Environment.read(os.environ)
PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = ENV.data_dir

SECRET_KEY = ENV.secret_key or secret_key(DATA_DIR)
DEBUG = False
ALLOWED_HOSTS = allowed_hosts(ENV.host, ENV.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(ENV.trusted_origins)
TRUSTED_PROXIES = ENV.trusted_proxies
FILE_UPLOAD_HANDLERS = [
    "sanjing.web.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

INSTALLED_APPS = [
    "sanjing.web",
    "sanjing.api",
    "sanjing.foundation.accounts",
    "sanjing.foundation.entities",
    "sanjing.foundation.events",
    "sanjing.foundation.customization",
    "sanjing.foundation.search",
    "sanjing.foundation.tasks",
    "sanjing.foundation.transfer",
    "sanjing.foundation.webhooks",
    "sanjing.foundation.approvals",
    "sanjing.foundation.rulebook",
    "sanjing.foundation.files",
    "sanjing.foundation.assumptions",
    "sanjing.foundation.figures",
    "sanjing.modules.customers",
    "sanjing.modules.activities",
    "sanjing.modules.products",
    "sanjing.modules.promises",
    "sanjing.modules.deals",
    "sanjing.modules.library",
    "sanjing.modules.quotes",
    "sanjing.modules.orders",
    "sanjing.modules.deliveries",
    "sanjing.modules.receivables",
    "sanjing.modules.losses",
    "sanjing.modules.scores",
    "sanjing.modules.tiers",
    "sanjing.modules.automation",
    "sanjing.modules.insights",
    "sanjing.modules.workbench",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_cotton",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "sanjing.config.static.StaticMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sanjing.foundation.accounts.middleware.ActorMiddleware",
    "sanjing.foundation.entities.middleware.RefusalMiddleware",
    "sanjing.web.errors.explain_methods",
]
if ENV.log_requests:
    MIDDLEWARE.insert(0, "sanjing.config.requests.log_requests")

ROOT_URLCONF = "sanjing.config.urls"
WSGI_APPLICATION = "sanjing.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "sanjing.web.context.interface",
            ],
            "builtins": ["sanjing.web.templatetags.sanjing"],
        },
    }
]

DATABASES = {"default": database(ENV.database_url, DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = ["sanjing.foundation.accounts.backend.UserBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "MinimumLengthValidator": {"min_length": 8},
        "CommonPasswordValidator": {},
        "UserAttributeSimilarityValidator": {
            "user_attributes": ("username", "name", "email", "phone")
        },
    }.items()
]
SESSION_ENGINE = "sanjing.foundation.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English")), ("zh-hant", _("繁體中文"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = ENV.time_zone
USE_TZ = True

STATIC_URL = "/static/"
STORAGES = {
    "default": {
        "BACKEND": "sanjing.foundation.files.storage.WholeFileStorage",
        "OPTIONS": {"location": DATA_DIR / "files", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "sanjing.config.static.HashedStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 3600

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = logging_config(ENV.log_format, ENV.log_level, requests=ENV.log_requests)

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "object-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.SELF],
}
CSRF_FAILURE_VIEW = "sanjing.web.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.behind_tls
SECURE_SSL_REDIRECT = ENV.behind_tls
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if ENV.behind_tls else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.behind_tls else None

"""Settings of the example; what a council must set itself comes from the environment."""

import os
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))  # front_door.py and question_page.py stand there

# Without these the process stops at once, and never runs with somebody's default.
SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
CONCERN_PACKS = os.environ["CONCERN_PACKS"].split(os.pathsep)
DATABASE = os.environ["CONCERN_DATABASE"]

DEBUG = False  # with True an error page would show answers
ALLOWED_HOSTS = os.environ.get("CONCERN_HOSTS", "127.0.0.1").split(",")
ROOT_URLCONF = "urls"
WSGI_APPLICATION = "wsgi.application"
INSTALLED_APPS = ["concerns"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATABASE}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"  # the council's day is worked out in front_door.py, and nowhere else
LANGUAGE_CODE = "en-gb"

# On by default; a laptop without TLS says CONCERN_PLAIN_HTTP=1.
CSRF_COOKIE_SECURE = os.environ.get("CONCERN_PLAIN_HTTP") != "1"
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "no-referrer"  # the address of a draft is a secret
# Requests are not logged: their addresses are secrets too. Errors are, without a body.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "loggers": {"django.request": {"level": "ERROR", "propagate": True}},
}

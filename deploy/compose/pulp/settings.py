"""Pulp for one machine: its API on port 24817, what it holds on 24816. Secrets come from files of the first start."""


def _secret(name):
    with open(f"/run/gantry/{name}", encoding="ascii") as file:
        return file.read().strip()


SECRET_KEY = _secret("secret-key")
DB_ENCRYPTION_KEY = "/run/gantry/database-key"
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "postgres", "NAME": "pulp", "USER": "pulp", "PASSWORD": _secret("database-password")}}
CONTENT_ORIGIN = "http://pulp:24816"
MEDIA_ROOT = "/var/lib/pulp/media"
STATIC_ROOT = "/var/lib/pulp/assets"
WORKING_DIRECTORY = "/var/lib/pulp/tmp"
FILE_UPLOAD_TEMP_DIR = "/var/lib/pulp/tmp"
CACHE_ENABLED = False
ANALYTICS = False

# syntax=docker/dockerfile:1
# One image for web, streams, worker, beat and commands; compose.yaml says which. It carries no compiler, no test and no secret.

# Full versions; .docker/pin-images.sh prints the digests of the images that these names lead to.
ARG PYTHON_IMAGE=python:3.13.15-slim-trixie
ARG UV_IMAGE=ghcr.io/astral-sh/uv:0.13.9

FROM ${UV_IMAGE} AS uv

FROM ${PYTHON_IMAGE} AS build
# Optional parts of the product, as in pyproject.toml; docs/running.md says which setting needs which.
ARG EXTRAS="s3 seal einvoice telemetry"
COPY --from=uv /uv /usr/local/bin/uv
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PROJECT_ENVIRONMENT=/srv/venv UV_PYTHON_DOWNLOADS=never
WORKDIR /srv/app
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --locked --no-default-groups $(printf -- '--extra %s ' $EXTRAS)
COPY manage.py ./
COPY ciie ciie
COPY pavilions pavilions
COPY exhibitors exhibitors
COPY templates templates
RUN DJANGO_SETTINGS_MODULE=ciie.settings.base /srv/venv/bin/python manage.py translations --compile
# Production settings refuse to load without these; nothing of them reaches the files that are collected.
RUN DJANGO_SETTINGS_MODULE=ciie.settings.production \
    SECRET_KEY="$(/srv/venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    ALLOWED_HOSTS=build.invalid SITE_URL=https://build.invalid DEFAULT_FROM_EMAIL=build@build.invalid \
    DATABASE_URL=postgres://build.invalid/build REDIS_URL=redis://build.invalid EMAIL_URL=smtp+tls://build.invalid \
    /srv/venv/bin/python manage.py collectstatic --no-input --verbosity 0

FROM ${PYTHON_IMAGE}
ENV PATH=/srv/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=ciie.settings.production MEDIA_ROOT=/srv/media PROMETHEUS_MULTIPROC_DIR=/run/metrics
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin expo \
    && install --directory --owner expo /srv/media /run/metrics
WORKDIR /srv/app
COPY --from=build /srv/venv /srv/venv
COPY --from=build /srv/app /srv/app
USER expo
EXPOSE 8000 8001
CMD ["python", "-m", "ciie.web.serving", "granian", "--interface", "asginl", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--backlog", "4096", "--backpressure", "16384", "--no-ws", \
     "--respawn-failed-workers", "ciie.wsgi:lanes"]

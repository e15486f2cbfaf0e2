# syntax=docker/dockerfile:1

# The packages are built where compilers may be, and only carried over.
FROM python:3.11-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
COPY requirements.txt /build/requirements.txt
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --requirement /build/requirements.txt \
 && /opt/venv/bin/pip check

FROM python:3.11-slim-bookworm AS app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=programme.settings \
    STRANDS_ENV=production \
    STATIC_ROOT=/opt/static \
    GRANIAN_HOST=0.0.0.0 \
    GRANIAN_PORT=8000 \
    GRANIAN_WORKERS=2 \
    GRANIAN_BLOCKING_THREADS=2
RUN groupadd --system --gid 10001 strands \
 && useradd --system --uid 10001 --gid strands --no-create-home --shell /usr/sbin/nologin strands \
 && install --directory --owner=strands --group=strands --mode=0750 /srv/strands/documents
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/strands/app
COPY manage.py ./
COPY programme ./programme
COPY accounts ./accounts
COPY cases ./cases
COPY metrics ./metrics
COPY fit ./fit
COPY edge ./edge
COPY volunteers ./volunteers
COPY willow ./willow
COPY surgeries ./surgeries
COPY pa_admin ./pa_admin
# The addresses are never used: collecting static files needs settings, but no server.
RUN DATABASE_URL=postgres://nobody@nowhere/none REDIS_URL=redis://nowhere SECRET_KEY=only-to-build \
    ALLOWED_HOSTS=nowhere EMAIL_URL=smtp://nowhere DOCUMENT_STORAGE=file:///srv/strands/documents \
    python manage.py collectstatic --noinput --verbosity 0 \
 && python -m compileall -q programme accounts cases metrics fit edge volunteers willow surgeries pa_admin
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# Missing variables are named in plain words before the server starts.
CMD ["sh", "-c", "python -m programme.environment && exec granian --interface wsgi programme.wsgi:application"]

# The bot in a container: `docker build --tag unhamstrung:local .`, or by the compose files in deploy/,
# which deploy/README.md explains. Python is the one that the tests run on, at an exact patch. Who
# keeps copies of images pins theirs by its digest: `--build-arg PYTHON=python@sha256:...`.
ARG PYTHON=python:3.11.14-slim-bookworm

FROM ${PYTHON} AS build
WORKDIR /app
# First what changes seldom. Wheels only, every file checked by its hash, as `make run` does it.
COPY requirements-postgres.lock ./
RUN python -m venv --without-pip /venv \
 && python -m pip --python /venv/bin/python install --no-cache-dir --disable-pip-version-check \
    --require-hashes --only-binary :all: -r requirements-postgres.lock
COPY LICENSE ./
COPY content/ content/
COPY flows/ flows/
COPY bot/ bot/
# Compiled here, as nothing can be written later; readable for all, whatever the builder's umask was.
RUN chmod -R a+rX,go-w /app /venv \
 && /venv/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /app /venv/lib

FROM ${PYTHON}
LABEL org.opencontainers.image.title="Unhamstrung" \
      org.opencontainers.image.description="A guided self-care bot on Telegram for people whose hamstrings are always tight" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /venv /venv
COPY --from=build /app /app
# The folders that are written to; a new volume takes over their owner and rights.
RUN install -d -m 700 -o 10001 -g 10001 /data /keys /backups
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/unhamstrung.db \
    DATA_KEY_FILE=/keys/unhamstrung.key \
    ERASED_FILE=/keys/erased.txt \
    HEALTH_PORT=8766
WORKDIR /app
USER 10001:10001
VOLUME ["/data", "/keys"]
STOPSIGNAL SIGTERM
# /healthz listens inside the container only, and so does who asks. 503: only a new start helps.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-c", "\
import http.client as h, os; \
c = h.HTTPConnection('127.0.0.1', int(os.environ['HEALTH_PORT']), timeout=4); \
c.request('GET', '/healthz'); \
raise SystemExit(c.getresponse().status != 200)"]
# As lists, so that signals reach the program itself.
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]

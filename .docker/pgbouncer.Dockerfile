ARG DEBIAN_IMAGE=debian:13.6-slim
FROM ${DEBIAN_IMAGE}
RUN apt-get update && apt-get install --yes --no-install-recommends pgbouncer postgresql-client && rm -rf /var/lib/apt/lists/*

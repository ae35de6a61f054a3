FROM debian:trixie-slim
RUN apt-get update && apt-get install --yes --no-install-recommends pgbouncer postgresql-client && rm -rf /var/lib/apt/lists/*

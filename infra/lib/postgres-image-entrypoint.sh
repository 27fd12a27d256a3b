#!/bin/sh
# Entry point of the stand-in image: prepares the data folder on the first start as the official image does, with one
# start that only local processes reach, and then becomes the server. Readiness is therefore announced twice, which
# is what Testcontainers waits for.
set -eu

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"
  printf '%s\n' "$POSTGRES_PASSWORD" >/tmp/password
  initdb --pgdata="$PGDATA" --username="${POSTGRES_USER:-postgres}" --pwfile=/tmp/password --encoding=UTF8 \
    --auth=scram-sha-256 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8
  rm /tmp/password
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"

  database=${POSTGRES_DB:-${POSTGRES_USER:-postgres}}
  if [ "$database" != postgres ]; then
    echo "create database \"$database\"" | postgres --single -D "$PGDATA" postgres
  fi

  pg_ctl --pgdata="$PGDATA" --wait --options="-c listen_addresses=''" start
  pg_ctl --pgdata="$PGDATA" --wait --mode=fast stop
fi

exec "$@" -c listen_addresses='*'

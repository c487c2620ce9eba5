#!/bin/bash
# Takes the variables of the public image: POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB, POSTGRES_INITDB_ARGS,
# POSTGRES_HOST_AUTH_METHOD, PGDATA; and files in /docker-entrypoint-initdb.d: *.sh, *.sql, *.sql.gz, in order.
set -euo pipefail
PATH=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1):$PATH
export PATH
case ${1:-} in
    '' | -*) set -- postgres "$@" ;;
esac
[ "$1" = postgres ] || exec "$@"

user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
password=${POSTGRES_PASSWORD:-}
method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}

ask() { psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$user" --dbname "$@"; }

if [ ! -s "$PGDATA/PG_VERSION" ]; then
    if [ -z "$password" ] && [ "$method" != trust ]; then
        echo 'POSTGRES_PASSWORD must be set, but is empty; or set POSTGRES_HOST_AUTH_METHOD=trust' >&2
        exit 1
    fi
    # shellcheck disable=SC2086 # several arguments
    initdb --username="$user" --pwfile=<(printf '%s\n' "$password") --encoding=UTF8 ${POSTGRES_INITDB_ARGS:-}
    printf "\nlisten_addresses = '*'\n" >>"$PGDATA/postgresql.conf"
    printf '\nhost all all all %s\n' "$method" >>"$PGDATA/pg_hba.conf"
    # for the first files only a local socket: nobody must take this server for the ready one
    pg_ctl --wait --options="-c listen_addresses=''" start
    if [ "$database" != postgres ]; then
        printf 'CREATE DATABASE :"name";\n' | ask postgres -v name="$database"
    fi
    for file in /docker-entrypoint-initdb.d/*; do
        case $file in
            *.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
            *.sql) ask "$database" --file "$file" ;;
            *.sql.gz) gunzip -c "$file" | ask "$database" ;;
        esac
    done
    pg_ctl --wait --mode=fast stop
fi
exec "$@"

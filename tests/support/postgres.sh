#!/bin/sh
# A PostgreSQL server of its own for the tests, with fsync on, thrown away afterwards.
#   postgres.sh start FOLDER   makes FOLDER and prints one line: postgresql://… of an ordinary role's database
#   postgres.sh database FOLDER NAME   makes one more database of the same role and prints its address
#   postgres.sh superuser FOLDER   prints the address of the superuser (the program refuses it)
#   postgres.sh stop FOLDER    stops the server and removes FOLDER
# The server may not run as root: then the user $ADELANTE_TEST_USER (postgres) is taken.
set -eu

fail() {
    echo "postgres.sh: $1" >&2
    exit 1
}

[ $# -ge 2 ] || fail "start|database|superuser|stop FOLDER"
action=$1
folder=$2
user=${ADELANTE_TEST_USER:-postgres}

bin=
for candidate in "${ADELANTE_TEST_PGBIN:-}" /usr/lib/postgresql/17/bin /usr/lib/postgresql/16/bin /usr/lib/postgresql/15/bin \
    "$(command -v postgres >/dev/null 2>&1 && dirname "$(command -v postgres)" || true)"; do
    if [ -n "$candidate" ] && [ -x "$candidate/initdb" ]; then
        bin=$candidate
        break
    fi
done
[ -n "$bin" ] || fail "no initdb found; name its folder in ADELANTE_TEST_PGBIN"

as_user() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && runuser -u "$user" -- "$@")
    else
        "$@"
    fi
}

super() {
    as_user "$bin/psql" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$(cat "$folder/port")" -U super -d "$1" -c "$2"
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start() {
    [ ! -e "$folder/data" ] || fail "$folder is in use"
    mkdir -p "$folder"
    if [ "$(id -u)" = 0 ]; then
        chown "$user" "$folder"
    fi
    as_user "$bin/initdb" -D "$folder/data" -U super -A trust -E UTF8 --locale=C.UTF-8 >"$folder/initdb.log" 2>&1 ||
        { cat "$folder/initdb.log" >&2; fail "initdb failed"; }
    tries=0
    until { free_port >"$folder/port" &&
        as_user "$bin/pg_ctl" -D "$folder/data" -w -s -l "$folder/server.log" -o "-p $(cat "$folder/port") \
-c listen_addresses=127.0.0.1 -c unix_socket_directories='$folder' -c fsync=on -c shared_buffers=32MB \
-c max_connections=60 -c max_prepared_transactions=0" start; }; do
        tries=$((tries + 1))
        if [ $tries -ge 3 ]; then
            cat "$folder/server.log" >&2
            fail "the server did not start"
        fi
    done
    super postgres 'CREATE ROLE adelante_test LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB'
    database adelante_test
}

database() {
    case $1 in
    *[!a-z0-9_]* | '') fail "a database is named in a-z0-9_" ;;
    esac
    super postgres "CREATE DATABASE $1 OWNER adelante_test"
    echo "postgresql://adelante_test@127.0.0.1:$(cat "$folder/port")/$1"
}

stop() {
    if [ -f "$folder/data/postmaster.pid" ]; then
        as_user "$bin/pg_ctl" -D "$folder/data" -s -m fast -w stop || true
    fi
    rm -rf "$folder"
}

case $action in
start) start ;;
database) [ $# = 3 ] || fail "database FOLDER NAME" && database "$3" ;;
superuser) echo "postgresql://super@127.0.0.1:$(cat "$folder/port")/postgres" ;;
stop) stop ;;
*) fail "unknown: $action" ;;
esac

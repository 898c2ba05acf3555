#!/usr/bin/env bash
# A throw-away PostgreSQL on the loopback address: runs the command given while it is up, then removes it.
#   scripts/postgres_for_tests.sh pytest tests/app
# Without PostgreSQL it skips; CI installs it instead.
set -euo pipefail

if [[ "${CI:-}" == true && $(id -u) == 0 && ! -d /usr/lib/postgresql ]]; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null
fi

find_tool() { command -v "$1" || find /usr/lib/postgresql -path "*/bin/$1" 2>/dev/null | sort -V | tail -1; }
PG_CTL=$(find_tool pg_ctl)
INITDB=$(find_tool initdb)
if [[ -z "$PG_CTL" || -z "$INITDB" ]]; then
    echo "PostgreSQL is not installed; the run on it is skipped. On Debian: apt install postgresql" >&2
    [[ "${CI:-}" != true ]] && exit 0 || exit 1
fi

PORT=${MAKEWHOLE_TEST_POSTGRES_PORT:-54329}
FOLDER=$(mktemp -d)
AS=()
if [[ $(id -u) == 0 ]]; then # PostgreSQL refuses to run as root
    AS=(runuser -u postgres --)
    chown postgres "$FOLDER"
fi
stop() {
    (cd / && "${AS[@]}" "$PG_CTL" -D "$FOLDER/data" -m immediate -w stop >/dev/null 2>&1) || true
    rm -rf "$FOLDER"
}
trap stop EXIT

# Nothing here needs to survive a power cut, so it need not wait for the disk.
OPTIONS="-c listen_addresses=127.0.0.1 -p $PORT -c unix_socket_directories=$FOLDER -c fsync=off -c full_page_writes=off"
(
    cd /
    "${AS[@]}" "$INITDB" -D "$FOLDER/data" -U makewhole -A trust -E UTF8 --locale=C >/dev/null
    "${AS[@]}" "$PG_CTL" -D "$FOLDER/data" -l "$FOLDER/log" -o "$OPTIONS" -w start >/dev/null
)
export MAKEWHOLE_TEST_DATABASE=postgres
export MAKEWHOLE_DATABASE_URL="postgresql://makewhole@127.0.0.1:$PORT/postgres"
"$@"

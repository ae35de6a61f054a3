#!/bin/sh
# The backups of the database and of what people uploaded: `backup.sh COMMAND`, where libpq's variables lead to the server.
#
#   receive                   writes down the server's log as it is made, for as long as it runs
#   schedule                  copies files every five minutes, the database every night, and restores a copy every week
#   media, base, check        do each of these once
#   restore FOLDER [MOMENT]   restores to the end of the log, or to a moment such as '2026-11-27 14:05:00+08'
#
# A series is an unbroken stretch of log with the base backups that were taken meanwhile: 20261127T180000Z/log and
# 20261127T180000Z/base/20261128T180201Z. When the server has thrown away log that nobody had received, a new series begins.
set -eu
umask 077
export LC_ALL=C PGCONNECT_TIMEOUT=10

BACKUPS=${BACKUPS:-/var/lib/postgresql}
METRICS=$BACKUPS/metrics
MEDIA=${MEDIA:-/srv/media}
DATABASE=${DATABASE:-expo}
BACKUP_TIME=${BACKUP_TIME:-18:00}
BACKUP_DAYS=${BACKUP_DAYS:-14}
RECOVERY_S=${RECOVERY_S:-86400}  # for a server that goes through its log
LAG_S=${LAG_S:-600}              # for log that was just written to be received
RETRY_S=${RETRY_S:-5}
STAMP=%Y%m%dT%H%M%SZ
# A connection whose other end has gone without a word is given up after half a minute.
ALIVE="keepalives_idle=15 keepalives_interval=5 keepalives_count=3"

say() { echo "$(date -u +%FT%TZ) $*" >&2; }

fail() {
    say "$*"
    exit 1
}

ask() { psql --no-psqlrc --quiet --tuples-only --no-align --dbname="dbname=postgres $ALIVE" --command="$1"; }

# NAME VALUE MEANING: a file for the textfile collector of Prometheus' node_exporter.
figure() {
    case $1 in *_total) type=counter ;; *) type=gauge ;; esac
    printf '# HELP %s %s\n# TYPE %s %s\n%s %s\n' "$1" "$3" "$1" "$type" "$1" "$2" > "$METRICS/$1.part"
    chmod 644 "$METRICS/$1.part"
    mv "$METRICS/$1.part" "$METRICS/$1.prom"
}

newest_series() { find "$BACKUPS" -maxdepth 1 -name '*Z' | sort | tail -n 1; }

# SERIES…: their base backups, oldest first.
bases() { find "$@" -mindepth 2 -maxdepth 2 -path '*/base/*Z' | sort; }

# LSN: whether the log has been received and put on the disk up to there.
is_received() {
    [ "$(ask "SELECT restart_lsn >= '$1' FROM pg_replication_slots WHERE slot_name = 'backups'")" = t ]
}

receive() {
    while :; do
        if slot=$(ask "SELECT coalesce(max(wal_status), 'missing') FROM pg_replication_slots WHERE slot_name = 'backups'"); then
            case $slot:$(newest_series) in missing:* | lost:* | *:) begin_series "$slot" ;; esac
            note_received &
            pg_receivewal --no-loop --synchronous --slot=backups --directory="$(newest_series)/log" --dbname="$ALIVE" || true
            kill $! || true
        fi
        sleep "$RETRY_S"
    done
}

# STATE of the slot. The folder comes before the slot: whatever is interrupted here, no series has a gap.
begin_series() {
    lost=$(sed -n 's/^ciie_backup_slots_lost_total //p' "$METRICS/ciie_backup_slots_lost_total.prom" 2>/dev/null || true)
    lost=${lost:-0}
    if [ "$(newest_series)" ]; then
        say "The slot “backups” is $1: the server no longer has log that was not received. A new series begins with a new base backup."
        lost=$((lost + 1))
    fi
    if [ "$1" = lost ]; then ask "SELECT pg_drop_replication_slot('backups')"; fi
    series=$BACKUPS/$(date -u +$STAMP)
    mkdir -p "$series/log" "$series/base"
    pg_receivewal --slot=backups --create-slot --if-not-exists --dbname="$ALIVE"
    figure ciie_backup_slots_lost_total "$lost" "How often the server threw away log that had not been received."
}

note_received() {
    while :; do
        at=$(date +%s)
        if reached=$(ask "SELECT pg_current_wal_flush_lsn()") && sleep "$RETRY_S" && is_received "$reached"; then
            figure ciie_backup_log_received_timestamp_seconds "$at" "All log that was written until then has been received."
        fi
        sleep "$RETRY_S"
    done
}

base() {
    series=$(newest_series)
    [ "$series" ] || fail "There is no log to go with a base backup: start “backup.sh receive”."
    rm -rf "$series/base/part"
    pg_basebackup --pgdata="$series/base/part" --checkpoint=fast --dbname="$ALIVE"
    ended=$(date +%s)
    pg_verifybackup --quiet "$series/base/part" || fail "The base backup is not what the server sent."
    mv "$series/base/part" "$series/base/$(date -u -d "@$ended" +$STAMP)"
    figure ciie_backup_last_success_timestamp_seconds "$ended" "When the newest base backup that was verified had been taken."
    expire
}

# Keeps what is needed to go back BACKUP_DAYS days: younger base backups, the newest of the older ones, and the log since.
expire() {
    bases "$BACKUPS"/*Z | awk -F/ -v cutoff="$(date -u -d "-$BACKUP_DAYS days" +$STAMP)" \
        '$NF < cutoff { if (older) print older; older = $0 }' | while read -r old; do rm -rf "$old"; done
    for series in "$BACKUPS"/*Z; do
        oldest=$(bases "$series" | head -n 1)
        if [ "$oldest" ]; then
            needed=$(sed -n 's/^START WAL LOCATION: .* (file \(.*\))$/\1/p' "$oldest/backup_label")
            pg_archivecleanup "$series/log" "$needed"
        elif [ "$series" != "$(newest_series)" ]; then
            rm -rf "$series"
        fi
    done
}

# FOLDER [MOMENT]
restore() {
    recover "${1:?Restore into which folder?}" "${2:-}"
    say "Restored."
}

# FOLDER MOMENT: copies the newest base backup from before and has a server, to be asked at $PGHOST, go through the log.
recover() {
    folder=$1
    [ ! -e "$folder" ] || fail "$folder is there already."
    before=${2:+$(date -u -d "$2" +$STAMP)}
    base=$(bases "$BACKUPS"/*Z | awk -F/ -v before="${before:-z}" '$NF < before' | tail -n 1)
    [ "$base" ] || fail "There is no base backup from before."
    say "Restoring $base to ${2:-the end of the log}."
    log=${base%/base/*}/log
    cp -a "$base" "$folder"
    touch "$folder/recovery.signal"
    private=$(mktemp -d)
    trap put_away EXIT
    trap 'exit 1' HUP INT TERM
    echo "local all all trust" > "$private/pg_hba.conf"
    # A segment that is being received may be completed between the first word and the second.
    set -- "restore_command=cp $log/%f %p || cp $log/%f.partial %p || cp $log/%f %p" "recovery_target_time=${2:-}" \
        recovery_target_action=promote hot_standby=off synchronous_standby_names= archive_mode=off autovacuum=off \
        listen_addresses= port=5432 shared_buffers=128MB "unix_socket_directories=$private" "hba_file=$private/pg_hba.conf"
    options=
    for option in "$@"; do options="$options -c '$option'"; done
    export PGHOST="$private" PGPORT=5432 PGUSER=postgres
    pg_ctl start --silent --wait --timeout="$RECOVERY_S" --pgdata="$folder" --log="$private/log" --options="$options" 9>&- \
        || not_restored
    until pg_isready --quiet; do  # pg_ctl waits until the copy is consistent, not until the log has ended
        [ -e "$folder/postmaster.pid" ] || not_restored
        sleep 1
    done
}

not_restored() {
    cat "$private/log" >&2
    fail "PostgreSQL does not restore $base; its log stands above."
}

# Stops the private server, however far it has come.
put_away() {
    if [ -e "$folder/postmaster.pid" ]; then pg_ctl stop --silent --mode=fast --pgdata="$folder" >&2 || true; fi
    rm -rf "$private" "$BACKUPS/scratch"
}

# Restores everything that has been received, down to a mark made just now, and reads every row of it into a dump.
check() {
    began=$(date +%s)
    mark=$(ask "SELECT pg_logical_emit_message(false, 'backup', 'restored', true)")
    until is_received "$mark"; do
        [ $(($(date +%s) - began)) -lt "$LAG_S" ] || fail "The log is not being received: there is nothing to restore to."
        sleep 1
    done
    rm -rf "$BACKUPS/scratch"
    recover "$BACKUPS/scratch" ""
    [ "$(ask "SELECT pg_last_wal_replay_lsn() >= '$mark'")" = t ] || fail "The restored database ends before $mark."
    mkdir -p "$BACKUPS/dump"
    pg_dump --format=custom --file="$BACKUPS/dump/part" "$DATABASE"
    mv "$BACKUPS/dump/part" "$BACKUPS/dump/$DATABASE.dump"
    put_away
    figure ciie_backup_last_verified_restore_timestamp_seconds "$began" "All that was written until then has been restored and read."
    say "Restored and read within $(($(date +%s) - began)) seconds."
}

# Files are written under another name (.….part) and renamed, which -cnewer sees. Nothing is ever deleted from the copy.
media() {
    mkdir -p "$BACKUPS/media"
    began=$(date +%s)
    touch "$BACKUPS/media.began"
    [ -e "$BACKUPS/media.copied" ] || touch -d @0 "$BACKUPS/media.copied"
    (cd "$MEDIA" && find . -type f ! -name '.*.part' -cnewer "$BACKUPS/media.copied" \
        -exec cp --parents --preserve=mode,timestamps --target-directory="$BACKUPS/media" {} +)
    mv "$BACKUPS/media.began" "$BACKUPS/media.copied"
    figure ciie_backup_media_timestamp_seconds "$began" "Files that people had sent until then have been copied."
}

# Takes the base backup of the night, or the first one of a series, and the restore of the week when they are due.
due() {
    series=$(newest_series)
    [ "$series" ] || fail "No log is being received yet."
    night=$(date -u -d "$BACKUP_TIME" +$STAMP)
    [ "$(date -u +$STAMP)" \> "$night" ] || night=$(date -u -d "$BACKUP_TIME yesterday" +$STAMP)
    newest=$(bases "$series" | tail -n 1)
    if [ "${newest##*/}" \< "$night" ]; then base; fi
    if [ -z "$(find "$METRICS" -name ciie_backup_last_verified_restore_timestamp_seconds.prom -mtime -6)" ]; then check; fi
}

schedule() {
    while :; do
        pause=300
        for task in media due; do
            sh "$0" "$task" || pause=1800
        done
        sleep "$pause"
    done
}

mkdir -p "$METRICS"
chmod 755 "$METRICS"
case ${1:-} in
    receive | schedule | media) "$1" ;;
    base | check | due | restore)
        exec 9> "$BACKUPS/lock"
        flock 9  # one at a time
        "$@"
        ;;
    *) fail "receive, schedule, media, base, check, or restore FOLDER [MOMENT]?" ;;
esac

import pytest

from ciie.kernel.postgres.connections import LentConnection, PatientConnection
from ciie.settings.env import broker, database, media_storage, smtp


def test_database_keeps_a_connection_per_thread() -> None:
    entry = database("postgres://expo:word@db:5432/expo")
    assert entry == {
        "ENGINE": "ciie.kernel.postgres",
        "CONNECTION_CLASS": PatientConnection,
        "NAME": "expo",
        "USER": "expo",
        "PASSWORD": "word",
        "HOST": "db",
        "PORT": 5432,
        "OPTIONS": {
            "prepare_threshold": 2,
            "options": "-c plan_cache_mode=force_generic_plan",
            "connect_timeout": 2,
            "tcp_user_timeout": 1_000,
            "keepalives_idle": 1,
            "keepalives_interval": 1,
        },
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def test_database_socket_folder_may_hold_any_character() -> None:
    assert database("postgres://postgres@//tmp/a%20b%2Bc/ciie")["HOST"] == "/tmp/a b+c"


@pytest.mark.parametrize(
    ("redis_url", "expected"),
    [
        ("redis://queue:6379/0", "redis://queue:6379/0"),
        ("rediss://queue:6379/0", "rediss://queue:6379/0"),
        ("unix:///run/valkey.sock", "redis+socket:///run/valkey.sock"),
    ],
)
def test_broker_speaks_the_language_of_kombu(redis_url: str, expected: str) -> None:
    assert broker(redis_url) == expected


def test_smtp_reads_every_part_of_the_address() -> None:
    assert smtp("smtp+tls://user:word@mail.example.com:587") == {
        "BACKEND": "ciie.mail.transport.SmtpBackend",
        "OPTIONS": {
            "host": "mail.example.com",
            "port": 587,
            "username": "user",
            "password": "word",
            "use_tls": True,
            "use_ssl": False,
            "timeout": 20,
        },
    }


def test_behind_pgbouncer_no_cursor_outlives_its_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "DISABLE_SERVER_SIDE_CURSORS" not in database("postgres://expo@db/expo")
    monkeypatch.setenv("DATABASE_BEHIND_PGBOUNCER", "on")
    entry = database("postgres://expo@pgbouncer:6432/expo")
    assert (entry["DISABLE_SERVER_SIDE_CURSORS"], entry["CONNECTION_CLASS"]) == (True, LentConnection)


def test_files_lie_in_a_folder_unless_there_is_a_bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    assert media_storage() == {"BACKEND": "ciie.uploads.storage.WholeFiles"}
    monkeypatch.setenv("S3_BUCKET", "expo")
    assert media_storage()["BACKEND"] == "storages.backends.s3.S3Storage"

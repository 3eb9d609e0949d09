"""Settings: typed, with defaults, refusing nonsense in one sentence."""

from pathlib import Path

import pytest

from sanjing.config.database import database
from sanjing.config.env import Environment, SettingRefused, unknown_settings


def test_without_variables_every_setting_has_its_default() -> None:
    environment = Environment.read({})
    assert environment.port == 8000
    assert environment.host == "127.0.0.1"
    assert environment.allowed_hosts == ()
    assert environment.behind_tls is False
    assert environment.data_dir == Path("data").resolve()


def test_an_empty_variable_counts_as_absent() -> None:
    assert Environment.read({"SANJING_PORT": " "}).port == 8000


def test_values_become_what_they_mean() -> None:
    environment = Environment.read(
        {"SANJING_PORT": "9000", "SANJING_BEHIND_TLS": "Yes", "SANJING_ALLOWED_HOSTS": "a.cn, b.cn"}
    )
    assert (environment.port, environment.behind_tls) == (9000, True)
    assert environment.allowed_hosts == ("a.cn", "b.cn")


@pytest.mark.parametrize(
    ("name", "nonsense"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "8000.0"),
        ("PORT", "８０００"),
        ("BEHIND_TLS", "perhaps"),
        ("WORKERS", "-1"),
        ("TIME_ZONE", "Asia/Atlantis"),
        ("LOG_FORMAT", "xml"),
        ("TRUSTED_ORIGINS", "crm.example.com"),
        ("TRUSTED_ORIGINS", "https://crm.example.com/path"),
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "postgres://host"),
        ("DATABASE_URL", "postgres://host:port/name"),
    ],
)
def test_nonsense_is_refused_by_name_in_one_sentence(name: str, nonsense: str) -> None:
    with pytest.raises(SettingRefused) as refusal:
        Environment.read({f"SANJING_{name}": nonsense})
    sentence = str(refusal.value)
    assert sentence.startswith(f"SANJING_{name} must ") and sentence.endswith(".")
    assert "\n" not in sentence


def test_a_refused_secret_is_not_repeated() -> None:
    with pytest.raises(SettingRefused) as refusal:
        Environment.read({"SANJING_DATABASE_URL": "mysql://me:hunter2@host/name"})
    assert "hunter2" not in str(refusal.value)


def test_a_slip_of_the_pen_is_found() -> None:
    assert unknown_settings({"SANJING_PROT": "1", "SANJING_PORT": "1", "HOME": "/"}) == [
        "SANJING_PROT"
    ]


def test_every_setting_is_documented_in_one_sentence() -> None:
    for variable, _, sentence in Environment.table():
        assert variable.startswith("SANJING_")
        assert sentence.endswith(".") and sentence[0].isupper()


def test_a_postgresql_url_becomes_djangos_settings() -> None:
    settings = database("postgres://me:p%40ss@db.local:5433/crm?sslmode=require", Path("/data"))
    assert settings["ENGINE"].endswith("postgresql")
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.local", "5433", "crm")
    assert (settings["USER"], settings["PASSWORD"]) == ("me", "p@ss")
    assert settings["OPTIONS"] == {"sslmode": "require"}


def test_sqlite_lives_in_the_data_folder_unless_a_path_is_given() -> None:
    assert database("", Path("/data"))["NAME"] == Path("/data/sanjing.sqlite3")
    assert database("sqlite:///crm.db", Path("/data"))["NAME"] == Path("/data/crm.db")
    assert database("sqlite:////srv/crm.db", Path("/data"))["NAME"] == Path("/srv/crm.db")

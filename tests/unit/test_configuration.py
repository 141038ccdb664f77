"""A configuration is read strictly: what is misspelt is a problem, and never a default."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen

from childconcern.delivery import DeliveryPolicyError, WhenUnconfirmed
from childconcern.problems import Problem
from childconcern.registry import (
    Configuration,
    ConfigurationError,
    DeliverySection,
    read_configuration,
)
from childconcern.registry.configuration import section

Write = Callable[[str], Path]

WHOLE = """
plugins = ["sql", "email"]

[store.sql]
file = "contacts.sqlite"

[adapters.child-health]
adapter = "email"
host = "mail.riverbank.example"

[destinations]
child-health-liaison = "child-health"

[observers.email]
host = "mail.riverbank.example"

[delivery]
attempts = 3
first_wait_seconds = 10
longest_wait_seconds = 100
lease_seconds = 90
send_within_seconds = 30
when_unconfirmed = "ask-a-person"

[delivery.by_destination]
child-health-liaison = "resend"
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return what writes a configuration and says where."""

    def written(text: str) -> Path:
        path = tmp_path / "childconcern.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def problems(path: Path) -> tuple[Problem, ...]:
    """Return everything that is wrong with a configuration."""
    with pytest.raises(ConfigurationError) as raised:
        read_configuration(path)
    assert raised.value.__cause__ is None
    return raised.value.problems


def test_everything_that_stands_in_the_file_is_read(write: Write) -> None:
    configuration = read_configuration(write(WHOLE))

    assert configuration.plugins == ["sql", "email"]
    assert configuration.store == {"sql": {"file": "contacts.sqlite"}}
    assert configuration.destinations == {"child-health-liaison": "child-health"}
    assert configuration.observers == {"email": {"host": "mail.riverbank.example"}}
    policy = configuration.delivery.policy()
    assert policy.attempts == 3
    assert policy.first_wait == dt.timedelta(seconds=10)
    assert policy.longest_wait == dt.timedelta(seconds=100)
    assert policy.lease == dt.timedelta(seconds=90)
    assert policy.send_within == dt.timedelta(seconds=30)
    assert policy.when_unconfirmed is WhenUnconfirmed.ASK_A_PERSON
    assert policy.by_destination == {"child-health-liaison": WhenUnconfirmed.RESEND}


def test_an_empty_file_names_nothing(write: Write) -> None:
    assert read_configuration(write("")) == Configuration()


def test_what_the_delivery_section_leaves_out_is_what_delivery_does_by_itself() -> None:
    assert DeliverySection().policy().send_within < DeliverySection().policy().lease


def test_a_lease_shorter_than_sending_is_refused(write: Write) -> None:
    read = read_configuration(write("[delivery]\nlease_seconds = 5\nsend_within_seconds = 9\n"))

    with pytest.raises(DeliveryPolicyError):
        read.delivery.policy()


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("plugin = ['sql']", "unknown-key", ("plugin",)),
        ("plugins = 'sql'", "wrong-type", ("plugins",)),
        ("plugins = [1]", "wrong-type", ("plugins", 0)),
        ("store = 'sql'", "wrong-type", ("store",)),
        ("store.sql = 1", "wrong-type", ("store", "sql")),
        ("[destinations]\nsocial-care = 1", "wrong-type", ("destinations", "social-care")),
        ("[delivery]\nattempts = '3'", "wrong-type", ("delivery", "attempts")),
        ("[delivery]\nattempts = true", "wrong-type", ("delivery", "attempts")),
        ("[delivery]\nattemps = 3", "unknown-key", ("delivery", "attemps")),
        ("[delivery]\nwhen_unconfirmed = 'no'", "wrong-type", ("delivery", "when_unconfirmed")),
    ],
)
def test_a_key_or_value_that_is_wrong_is_a_problem_with_its_place(
    write: Write, text: str, code: str, path: tuple[str | int, ...]
) -> None:
    (problem,) = problems(write(text))

    assert (problem.code, problem.place.file) == (code, "childconcern.toml")
    assert problem.place.path == path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("[store.sql]\n[store.other]\n", ("store",)),
        ("[adapters.post]\nhost = 'h'\n", ("adapters", "post")),
        ("[adapters.post]\nadapter = 3\n", ("adapters", "post")),
        ("[destinations]\nsocial-care = 'post'\n", ("destinations", "social-care")),
        (
            "[delivery.by_destination]\nsocial-car = 'resend'\n",
            ("delivery", "by_destination", "social-car"),
        ),
    ],
)
def test_what_does_not_fit_together_is_a_problem_with_its_place(
    write: Write, text: str, path: tuple[str, ...]
) -> None:
    (problem,) = problems(write(text))

    assert problem.code == "configuration"
    assert problem.place.path == path
    assert problem.remedy


def test_every_problem_is_told_at_once(write: Write) -> None:
    text = "[adapters.a]\n[adapters.b]\n[destinations]\nx = 'c'\ny = 'd'\n"

    assert len(problems(write(text))) == 4


def test_a_file_that_is_no_toml_or_not_there_is_one_problem(write: Write, tmp_path: Path) -> None:
    assert [one.code for one in problems(write("plugins = ["))] == ["not-toml"]
    assert [one.code for one in problems(tmp_path / "missing.toml")] == ["missing-file"]


@frozen(kw_only=True)
class Settings:
    """What some plugin wants to know."""

    file: Path
    seconds: int = 1


def test_a_relative_path_starts_at_the_configuration(tmp_path: Path) -> None:
    read = section({"file": "a/b.sqlite"}, Settings, tmp_path / "c.toml", ("store", "x"))

    assert read == Settings(file=tmp_path / "a" / "b.sqlite")


def test_a_section_of_a_plugin_is_read_as_strictly(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as raised:
        section({"file": 3, "second": 1}, Settings, tmp_path / "c.toml", ("store", "x"))

    found = {(problem.code, problem.place.path) for problem in raised.value.problems}
    assert found == {
        ("wrong-type", ("store", "x", "file")),
        ("unknown-key", ("store", "x", "second")),
    }


def test_a_setting_is_never_shown_because_it_may_be_a_password(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as raised:
        section({"file": ["canary-4711"], "seconds": "canary-4711"}, Settings, tmp_path / "c", ())

    assert "canary" not in f"{raised.value}{raised.value!r}{raised.value.problems}"
    assert raised.value.__cause__ is None

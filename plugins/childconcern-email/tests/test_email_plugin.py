"""What the distribution registers, and how it is found."""

import importlib
import inspect
import tomllib
from pathlib import Path

import pytest
from attrs import fields_dict
from email_requests import DUTY, FULL

from childconcern.registry import load_plugins
from childconcern.submission import API_VERSION, Capabilities
from childconcern_email import (
    EmailAdapter,
    EmailAlerts,
    EmailAlertsConfig,
    EmailConfig,
    MailSettings,
    plugin,
)

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))[
    "project"
]


def test_the_entry_point_names_the_module_that_registers() -> None:
    assert PROJECT["entry-points"]["childconcern"] == {"email": "childconcern_email.plugin"}
    assert importlib.import_module("childconcern_email.plugin") is plugin


def test_an_application_that_names_the_plugin_gets_both_halves_of_it() -> None:
    registry = load_plugins(["email"])

    assert registry.adapters["email"].factory is EmailAdapter
    assert registry.observers["email"].factory is EmailAlerts


def test_nothing_is_needed_but_the_core() -> None:
    assert PROJECT["dependencies"] == ["childconcern"]


def test_one_adapter_is_registered_and_claims_no_more_than_mail_can() -> None:
    (spec,) = plugin.childconcern_adapters()

    assert (spec.name, spec.api, spec.config_type) == ("email", API_VERSION, EmailConfig)
    assert spec.capabilities == Capabilities(idempotent=False, searchable=False)
    assert spec.factory(FULL) == EmailAdapter(FULL)


def test_one_observer_is_registered() -> None:
    (spec,) = plugin.childconcern_observers()

    assert (spec.name, spec.config_type) == ("email", EmailAlertsConfig)
    assert spec.factory(DUTY) == EmailAlerts(DUTY)


@pytest.mark.parametrize("config_type", [MailSettings, EmailConfig, EmailAlertsConfig])
def test_every_key_is_explained(config_type: type) -> None:
    explained = inspect.getdoc(MailSettings), inspect.getdoc(config_type)
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")

    for key in fields_dict(config_type):
        assert any(doc and f"\n    {key}: " in doc for doc in explained)
        assert f"| `{key}` |" in readme

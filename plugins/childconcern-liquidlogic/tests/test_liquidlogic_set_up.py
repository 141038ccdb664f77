"""Configuration, contract and registration: wrong ones are refused before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from liquidlogic_bench import MAPPING, Bench

from childconcern.submission import API_VERSION, Capabilities
from childconcern_liquidlogic import (
    ContractError,
    LiquidLogicConfig,
    SetUpError,
    config_problems,
    load_contract,
    make_adapter,
    plugin,
)
from childconcern_liquidlogic.contract import SAMPLE_WSDL, SAMPLE_XSD, NotBuiltError
from childconcern_liquidlogic.simulator import serve

GOOD = LiquidLogicConfig(url="https://case-system.example/contacts", mapping=Path("mapping.toml"))


def test_a_good_configuration_has_no_problems() -> None:
    loopbacks = [
        f"http://{host}:8080/contacts" for host in ("127.0.0.1", "localhost", "[::1]", "127.3.2.1")
    ]

    for url in (GOOD.url, *loopbacks):
        assert config_problems(evolve(GOOD, url=url)) == ()
    assert config_problems(evolve(GOOD, username="x", password_env="Y")) == ()


URLS = {
    "http://case-system.example/": "plain-http",
    "http://192.0.2.1/": "plain-http",
    "http://localhost.example/": "plain-http",
    "ftp://case-system.example/": "bad-url",
    "case-system.example": "bad-url",
    "https://": "bad-url",
    "https://[::1/": "bad-url",
    "https://case-system.example:99999/": "bad-url",
    "https://case-system.example:0/": "bad-url",
    "https://someone@case-system.example/": "bad-url",
    "https://case-system.example/#part": "bad-url",
    "https://case-system.example/a b": "bad-url",
    "https://case-system.example/\r\nX: y": "bad-url",
    "https://cäse-system.example/": "bad-url",
}


@pytest.mark.parametrize("url", URLS)
def test_an_address_that_cannot_be_is_told_by_code(url: str) -> None:
    (problem,) = config_problems(evolve(GOOD, url=url))

    assert problem.code == URLS[url]


WRONG = {
    "a WSDL alone": (evolve(GOOD, wsdl=Path("a.wsdl")), "wsdl-and-xsd"),
    "a name alone": (evolve(GOOD, username="x"), "one-password"),
    "two passwords": (
        evolve(GOOD, username="x", password_env="Y", password_file=Path("z")),
        "one-password",
    ),
    "a password alone": (evolve(GOOD, password_env="Y"), "no-username"),
    "no patience": (evolve(GOOD, connect_seconds=0), "out-of-range"),
    "too much patience": (evolve(GOOD, read_seconds=601), "out-of-range"),
    "no room": (evolve(GOOD, most_reply_bytes=0), "out-of-range"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_configuration_that_cannot_be_is_told_by_code(name: str) -> None:
    config, code = WRONG[name]

    (problem,) = config_problems(config)

    assert problem.code == code


def test_everything_that_is_wrong_with_a_set_up_is_told_at_once(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(MAPPING.replace('element = "Reference"', 'element = "Ref"'), "utf-8")
    config = evolve(GOOD, url="http://case-system.example/", mapping=mapping, read_seconds=0)

    with pytest.raises(SetUpError) as caught:
        make_adapter(config)

    assert [problem.code for problem in caught.value.problems] == [
        "plain-http",
        "out-of-range",
        "no-such-element",
        "element-not-filled",
    ]


def test_a_mapping_and_a_contract_that_are_not_there_are_told(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    config = evolve(GOOD, mapping=missing, wsdl=missing, xsd=missing)

    with pytest.raises(SetUpError) as caught:
        make_adapter(config)

    assert [problem.code for problem in caught.value.problems] == ["no-such-file", "no-such-file"]


def test_a_council_s_own_contract_is_used(tmp_path: Path, bench: Bench) -> None:
    wsdl, xsd = tmp_path / "own.wsdl", tmp_path / "sample-contact-service.xsd"
    wsdl.write_bytes(SAMPLE_WSDL.read_bytes())
    xsd.write_bytes(SAMPLE_XSD.read_bytes().replace(b'value="TryLater"', b'value="Later"'))

    adapter = make_adapter(evolve(bench.config, wsdl=wsdl, xsd=xsd))

    assert repr(adapter.contract) == "Contract('own.wsdl')"


def contract_code(wsdl: bytes | None, xsd: bytes | None, folder: Path) -> str:
    """Return why a contract is refused."""
    (folder / "own.wsdl").write_bytes(SAMPLE_WSDL.read_bytes() if wsdl is None else wsdl)
    file = folder / "sample-contact-service.xsd"
    file.write_bytes(SAMPLE_XSD.read_bytes() if xsd is None else xsd)
    with pytest.raises(ContractError) as caught:
        load_contract(folder / "own.wsdl", file)
    (problem,) = caught.value.problems
    return problem.code


def test_a_contract_that_cannot_be_used_is_told_by_code(tmp_path: Path) -> None:
    wsdl, xsd = SAMPLE_WSDL.read_bytes(), SAMPLE_XSD.read_bytes()
    outside = b'<xs:import namespace="urn:x" schemaLocation="http://127.0.0.1:9/x.xsd"/>'
    start = xsd.partition(b"  <!-- ====")[0]
    without_service = wsdl.partition(b"  <wsdl:service")[0] + b"</wsdl:definitions>"

    def schema(more: bytes) -> bytes:
        return start + more + xsd.removeprefix(start)

    def with_import(address: bytes) -> bytes:
        return wsdl.replace(b"sample-contact-service.xsd", address)

    found = [
        contract_code(b"no xml", None, tmp_path),
        contract_code(b"<x/>", None, tmp_path),
        contract_code(with_import(b"http://127.0.0.1:9/x.xsd"), None, tmp_path),
        contract_code(with_import(b"missing.xsd"), None, tmp_path),
        contract_code(without_service, None, tmp_path),
        contract_code(None, b"<x/>", tmp_path),
        contract_code(None, b"no xml", tmp_path),
        contract_code(None, b"<!DOCTYPE x>" + xsd.partition(b"?>")[2], tmp_path),
        contract_code(None, schema(outside), tmp_path),
        contract_code(None, schema(b'<xs:include schemaLocation="ftp:x.xsd"/>'), tmp_path),
        contract_code(None, schema(b'<xs:include schemaLocation="gone.xsd"/>'), tmp_path),
    ]

    assert found == [
        "bad-wsdl",
        "no-soap-port",
        "bad-wsdl",
        "bad-wsdl",
        "no-soap-port",
        "bad-xsd",
        "bad-xsd",
        "bad-xsd",
        "outside-reference",
        "outside-reference",
        "no-such-file",
    ]


def test_the_sample_says_that_it_is_invented() -> None:
    for file in (SAMPLE_WSDL, SAMPLE_XSD):
        assert "AN INVENTED SAMPLE" in file.read_text("utf-8")[:200]


def test_a_message_that_zeep_cannot_build_is_refused_with_its_place() -> None:
    with pytest.raises(NotBuiltError) as caught:
        load_contract().build("FindContact", {})

    assert caught.value.where == ("FindContact", "Key")


def test_one_adapter_and_one_simulator_are_registered() -> None:
    (adapter,) = plugin.childconcern_adapters()
    (simulator,) = plugin.childconcern_simulators()

    assert (adapter.name, adapter.api) == ("liquidlogic", API_VERSION)
    assert adapter.capabilities == Capabilities(idempotent=True, searchable=True)
    assert (adapter.config_type, adapter.factory) == (LiquidLogicConfig, make_adapter)
    assert (simulator.name, simulator.serve) == ("liquidlogic", serve)

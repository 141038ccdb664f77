"""Plugins are real distributions: those of this repository, and broken ones in a folder."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from childconcern.registry import (
    InstalledPlugin,
    PluginError,
    Registry,
    installed_plugins,
    load_plugins,
)
from support.plugin_folders import POST_BOX, install_plugin, installed_in


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Path]:
    """Return a folder in which a distribution counts as installed."""
    with installed_in(tmp_path):
        yield tmp_path


def refusal(*names: str) -> PluginError:
    """Return what loading these plugins raises."""
    with pytest.raises(PluginError) as raised:
        load_plugins(names)
    return raised.value


def test_the_plugins_of_this_repository_register_what_they_say() -> None:
    registry = load_plugins(["sql", "liquidlogic", "email"])

    assert set(registry.stores) == {"sql"}
    assert set(registry.adapters) == {"liquidlogic", "email"}
    assert set(registry.observers) == {"email"}
    assert set(registry.simulators) == {"liquidlogic"}


def test_a_plugin_that_is_not_named_is_not_even_imported(site: Path) -> None:
    install_plugin(site, "never", "raise RuntimeError('imported all the same')")

    assert load_plugins([]) == Registry()
    assert set(load_plugins(["sql"]).adapters) == set()
    assert "plugin_never" not in sys.modules


def test_what_is_installed_is_listed_by_name_without_importing_it(site: Path) -> None:
    install_plugin(site, "another", "raise RuntimeError", version="2.5")

    listed = installed_plugins()

    assert (
        InstalledPlugin(
            name="another",
            distribution="childconcern-another",
            version="2.5",
            module="plugin_another",
        )
        in listed
    )
    assert [plugin.name for plugin in listed] == sorted(plugin.name for plugin in listed)
    assert {"sql", "liquidlogic", "email"} <= {plugin.name for plugin in listed}


def test_a_plugin_may_be_named_twice() -> None:
    assert set(load_plugins(["sql", "sql"]).stores) == {"sql"}


def test_a_plugin_that_works_is_found_and_loaded(site: Path) -> None:
    install_plugin(site, "post-box", POST_BOX)

    registry = load_plugins(["post-box"])

    assert set(registry.adapters) == {"post-box"}
    assert set(registry.observers) == {"bell", "broken-bell"}


def test_a_plugin_that_is_not_installed_stops_the_start_and_says_what_is() -> None:
    error = refusal("sqll")

    assert error.plugin == "sqll"
    assert "is not installed" in str(error)
    assert "sql" in error.remedy


def test_two_distributions_with_one_plugin_name_stop_the_start(site: Path) -> None:
    install_plugin(site, "post-box", POST_BOX, distribution="one-box")
    install_plugin(site, "post-box", POST_BOX, distribution="other-box")

    error = refusal("post-box")

    assert "one-box" in str(error)
    assert "other-box" in str(error)


def test_a_plugin_that_cannot_be_imported_stops_the_start_and_says_why(site: Path) -> None:
    install_plugin(site, "needy", "import a_module_that_nobody_has")

    error = refusal("needy")

    assert "childconcern-needy 1.0 cannot be imported" in str(error)
    assert "a_module_that_nobody_has" in str(error)
    assert isinstance(error.__cause__, ModuleNotFoundError)


def test_a_plugin_that_ends_the_program_when_imported_does_not(site: Path) -> None:
    install_plugin(site, "quitter", "import sys\nsys.exit(0)")

    assert "SystemExit" in str(refusal("quitter"))


def test_a_plugin_whose_module_is_missing_stops_the_start(site: Path) -> None:
    install_plugin(site, "gone", "")
    (site / "plugin_gone.py").unlink()

    assert "cannot be imported" in str(refusal("gone"))


def test_a_misspelt_hook_stops_the_start(site: Path) -> None:
    install_plugin(site, "misspelt", POST_BOX.replace("_adapters()", "_adaptors()"))

    assert "has a hook that is none here" in str(refusal("misspelt"))


def test_a_hook_with_arguments_of_its_own_stops_the_start(site: Path) -> None:
    install_plugin(site, "greedy", POST_BOX.replace("_adapters()", "_adapters(config)"))

    assert "takes other arguments" in str(refusal("greedy"))


def test_a_plugin_whose_hooks_are_not_marked_stops_the_start(site: Path) -> None:
    install_plugin(site, "unmarked", POST_BOX.replace("@hookimpl\n", ""))

    error = refusal("unmarked")

    assert "registers nothing" in str(error)
    assert "hookimpl" in error.remedy


def test_two_names_for_one_module_stop_the_start(site: Path) -> None:
    install_plugin(site, "post-box", POST_BOX)
    install_plugin(site, "letter-box", "")
    entries = site / "childconcern_letter_box-1.0.dist-info" / "entry_points.txt"
    entries.write_text("[childconcern]\nletter-box = plugin_post_box\n")

    assert "same module" in str(refusal("post-box", "letter-box"))


def test_two_plugins_with_one_adapter_stop_the_start(site: Path) -> None:
    install_plugin(site, "post-box", POST_BOX)
    install_plugin(site, "copied-box", POST_BOX)

    error = refusal("post-box", "copied-box")

    assert "'post-box', which another plugin has registered" in str(error)


def test_a_hook_that_fails_stops_the_start(site: Path) -> None:
    failing = """
    from childconcern.hooks import hookimpl

    @hookimpl
    def childconcern_adapters():
        raise LookupError("no good")
    """
    install_plugin(site, "failing", failing)

    error = refusal("failing")

    assert "failed in childconcern_adapters (LookupError)" in str(error)
    assert isinstance(error.__cause__, LookupError)


def test_a_hook_that_fails_while_it_is_read_stops_the_start(site: Path) -> None:
    failing = """
    from childconcern.hooks import hookimpl

    @hookimpl
    def childconcern_simulators():
        yield from ()
        raise LookupError("no good")
    """
    install_plugin(site, "late", failing)

    assert "failed in childconcern_simulators" in str(refusal("late"))


@pytest.mark.parametrize("returned", ["None", "3", "['post-box']", "[AdapterSpec]"])
def test_a_hook_that_returns_something_else_stops_the_start(site: Path, returned: str) -> None:
    source = f"""
    from childconcern.hooks import hookimpl
    from childconcern.submission import AdapterSpec

    @hookimpl
    def childconcern_adapters():
        return {returned}
    """
    install_plugin(site, "odd", source)

    assert refusal("odd").plugin == "odd"


def test_a_plugin_for_another_version_of_the_protocol_stops_the_start(site: Path) -> None:
    later = POST_BOX.replace('name="post-box",', 'name="post-box", api=(2, 0),')
    install_plugin(site, "later", later)

    assert "was written for version 2 of the protocol" in str(refusal("later"))


def test_a_later_minor_version_of_the_protocol_is_taken(site: Path) -> None:
    install_plugin(
        site, "newer", POST_BOX.replace('name="post-box",', 'name="post-box", api=(1, 7),')
    )

    assert load_plugins(["newer"]).adapters["post-box"].api == (1, 7)

"""An application is what a configuration describes, or it does not start."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve, frozen

from childconcern.delivery import Standing, deliver_due
from childconcern.errors import ConcernError
from childconcern.facts import read_concern
from childconcern.pack import Pack
from childconcern.registry import (
    Application,
    ConfigurationError,
    PluginError,
    open_application,
)
from childconcern.submission import prepare, submissions
from childconcern_sql import SqlConfig, SqlOutbox, open_outbox
from support.plugin_folders import POST_BOX, install_plugin, installed_in
from support.sample import BRUISED_BABY, POLICY, VOCABULARY

PACK = Pack(id="sample", version="1", vocabulary=VOCABULARY, policy=POLICY)
DAY = dt.date(2026, 11, 23)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Path]:
    """Return a folder with a post box installed in it."""
    install_plugin(tmp_path, "post-box", POST_BOX)
    with installed_in(tmp_path):
        yield tmp_path


def configured(folder: Path, *, refuses: bool = False, more: str = "") -> Path:
    """Write a configuration with a store and a post box."""
    path = folder / "childconcern.toml"
    path.write_text(
        f"""
plugins = ["sql", "post-box"]

[store.sql]
file = "contacts.sqlite"

[adapters.letters]
adapter = "post-box"
folder = "."
refuses = {str(refuses).lower()}

[destinations]
social-care = "letters"
police = "letters"
{more}
"""
    )
    return path


def queued(application: Application, reference: str = "RB-000001") -> None:
    """Queue a request about a bruised baby."""
    concern = read_concern(BRUISED_BABY, VOCABULARY)
    request = prepare(PACK, concern, reference=reference, on=DAY)
    made = submissions(request, application.adapters)
    assert made
    application.outbox.put(request, made, now=now())


def now() -> dt.datetime:
    """Tell the time."""
    return dt.datetime.now(dt.UTC)


def delivered(application: Application) -> list[str]:
    """Send what is due, and return where each submission stands."""
    due = deliver_due(
        application.outbox, application.channels, application.policy, owner="w", now=now
    )
    return [attempt.transition.state.value for attempt in due]


def test_an_application_sends_what_is_queued(site: Path) -> None:
    application = open_application(configured(site))
    queued(application)

    assert delivered(application) == ["accepted"]
    assert application.tell_people(now=now) == ()
    assert application.outbox.calls() == ()
    application.outbox.close()


def test_each_destination_is_reached_through_its_own_adapter(site: Path) -> None:
    application = open_application(configured(site))

    assert set(application.adapters) == {"social-care", "police"}
    name, adapter = application.adapters["police"]
    assert name == "post-box"
    assert adapter is application.channels["police"].adapter
    application.outbox.close()


def test_observers_are_told_once_of_each_call(site: Path) -> None:
    more = '[observers.bell]\nfolder = "."\n'
    application = open_application(configured(site, refuses=True, more=more))
    queued(application)

    assert delivered(application) == ["rejected"]
    assert application.tell_people(now=now) == ()
    assert application.tell_people(now=now) == ()

    (told,) = (site / "bell").read_text().splitlines()
    assert told.endswith(" rejected")
    assert len(application.outbox.calls()) == 1
    application.outbox.close()


def test_an_observer_that_fails_is_named_and_stops_nothing(site: Path) -> None:
    more = '[observers.broken-bell]\nfolder = "."\n[observers.bell]\nfolder = "."\n'
    application = open_application(configured(site, refuses=True, more=more))
    queued(application, "RB-000001")
    queued(application, "RB-000002")

    assert delivered(application) == ["rejected", "rejected"]
    assert application.tell_people(now=now) == ("broken-bell",)
    assert len((site / "bell").read_text().splitlines()) == 2
    application.outbox.close()


def test_where_no_observer_could_be_told_it_is_tried_again(site: Path) -> None:
    more = '[observers.broken-bell]\nfolder = "."\n'
    application = open_application(configured(site, refuses=True, more=more))
    queued(application)
    delivered(application)

    assert application.tell_people(now=now) == ("broken-bell",)
    assert application.tell_people(now=now) == ("broken-bell",)
    assert len(application.outbox.untold()) == 1
    application.outbox.close()


@frozen
class ForgetfulStore(SqlOutbox):
    """A store that does not say why it calls for a person."""

    def untold(self) -> tuple[Standing, ...]:
        """Return calls without their reasons."""
        return tuple(evolve(standing, call=None) for standing in super().untold())


def test_nobody_is_told_of_what_calls_for_nobody(site: Path) -> None:
    more = '[observers.bell]\nfolder = "."\n'
    application = open_application(configured(site, refuses=True, more=more))
    queued(application)
    delivered(application)
    application.outbox.close()
    kept = open_outbox(SqlConfig(file=site / "contacts.sqlite"))
    store = ForgetfulStore(path=kept.path, engine=kept.engine)

    assert evolve(application, outbox=store).tell_people(now=now) == ()
    assert not (site / "bell").exists()
    store.close()


def test_without_an_observer_the_call_stays_for_whoever_looks(site: Path) -> None:
    application = open_application(configured(site, refuses=True))
    queued(application)
    delivered(application)

    assert application.tell_people(now=now) == ()
    assert len(application.outbox.untold()) == 1
    application.outbox.close()


def test_without_a_store_nothing_starts(tmp_path: Path) -> None:
    path = tmp_path / "childconcern.toml"
    path.write_text('plugins = ["sql"]\n')

    with pytest.raises(ConfigurationError, match="there is no store"):
        open_application(path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('adapter = "post-box"', 'adapter = "letterbox"', "registers 'letterbox'"),
        ("[store.sql]", "[store.postgres]", "registers 'postgres'"),
        ('"sql", "post-box"', '"sql"', "registers 'post-box'"),
        ('folder = "."', 'foldr = "."', "did you mean folder?"),
        ("[destinations]", '[observers.bel]\nfolder = "."\n[destinations]', "registers 'bel'"),
        ("[destinations]", "[observers.bell]\n[destinations]", "folder is missing here"),
    ],
)
def test_what_is_misspelt_stops_the_start(site: Path, old: str, new: str, said: str) -> None:
    path = configured(site)
    path.write_text(path.read_text().replace(old, new, 1))

    with pytest.raises(ConfigurationError) as raised:
        open_application(path)

    assert said in str(raised.value)


def test_a_configured_plugin_that_is_broken_stops_the_start(site: Path) -> None:
    install_plugin(site, "broken", "import a_module_that_nobody_has")
    path = configured(site)
    path.write_text(path.read_text().replace('"post-box"]', '"post-box", "broken"]'))

    with pytest.raises(PluginError, match="cannot be imported"):
        open_application(path)


def test_what_a_plugin_raises_over_its_settings_stops_the_start_and_shows_none(site: Path) -> None:
    nasty = POST_BOX.replace(
        "    config: PostBoxConfig\n\n    def prepare",
        "    config: PostBoxConfig\n\n"
        "    def __attrs_post_init__(self):\n"
        "        raise ValueError(f'canary-4711 {self.config}')\n\n"
        "    def prepare",
    )
    install_plugin(site, "nasty", nasty.replace('"post-box"', '"nasty"'))
    path = configured(site)
    text = path.read_text().replace('"sql", "post-box"', '"sql", "nasty"')
    path.write_text(text.replace('adapter = "post-box"', 'adapter = "nasty"'))

    with pytest.raises(ConfigurationError, match=r"failed to set it up \(ValueError\)") as raised:
        open_application(path)

    assert "canary" not in str(raised.value)
    assert raised.value.__cause__ is None


def test_what_a_plugin_refuses_by_itself_is_passed_on(site: Path) -> None:
    path = configured(site)
    path.write_text(path.read_text().replace('"contacts.sqlite"', '"missing/contacts.sqlite"'))

    with pytest.raises(ConcernError, match="folder is not there"):
        open_application(path)

"""The examples of embedding, run as a council would run them: real servers, real requests."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

ROOT: Final = Path(__file__).parents[2]
EXAMPLES: Final = ROOT / "examples/embedding"
PACK: Final = ROOT / "examples/packs/riverbank"
PATIENCE_SECONDS: Final = 60
SECRET: Final = "Sam-Sample-was-here"


@contextmanager
def serving(folder: Path, *command: str, env: Mapping[str, str]) -> Generator[str]:
    """Run a server, yield the address that it prints, and stop it by its process."""
    log = folder / "server.log"
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=folder,
            env=os.environ | env,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            assert address, log.read_text(encoding="utf-8")
            yield address
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE_SECONDS)
            process.stdout.close()
    assert SECRET not in log.read_text(encoding="utf-8")


@pytest.fixture
def fastapi(tmp_path: Path) -> Generator[httpx.Client]:
    script = str(EXAMPLES / "serve_fastapi.py")
    with (
        serving(tmp_path, script, "drafts.sqlite", str(PACK), env={}) as address,
        httpx.Client(base_url=address, timeout=PATIENCE_SECONDS) as client,
    ):
        yield client


@pytest.fixture
def django(tmp_path: Path) -> Generator[httpx.Client]:
    project = EXAMPLES / "django_project"
    env = django_environment(tmp_path)
    migrate = [sys.executable, str(project / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=os.environ | env, check=True, timeout=PATIENCE_SECONDS)
    with (
        serving(tmp_path, str(project / "serve.py"), env=env) as address,
        httpx.Client(base_url=address, timeout=PATIENCE_SECONDS, follow_redirects=True) as client,
    ):
        yield client


def django_environment(folder: Path, pack: Path = PACK) -> dict[str, str]:
    return {
        "CONCERN_DATABASE": str(folder / "contacts.sqlite"),
        "CONCERN_PACKS": str(pack),
        "CONCERN_PLAIN_HTTP": "1",
        "DJANGO_SECRET_KEY": "only-for-this-test",
    }


def begun(client: httpx.Client) -> str:
    response = client.post("/drafts")
    assert response.status_code == 201
    return f"/drafts/{response.json()['draft']}"


def put(client: httpx.Client, draft: str, value: object, version: int = 0) -> httpx.Response:
    headers = {"If-Match": str(version)}
    return client.put(f"{draft}/answers/danger", json={"value": value}, headers=headers)


def test_plain_python_asks_decides_and_prints_what_to_keep() -> None:
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "plain.py"), str(PACK)],
        input="true\n",
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_SECONDS,
    )
    decision = json.loads(done.stdout)

    assert decision["route"] == "emergency"
    assert decision["complete"] is True
    assert "999" in done.stderr


def test_plain_python_is_as_short_as_it_says() -> None:
    text = (EXAMPLES / "plain.py").read_text(encoding="utf-8")
    code = [one for one in text.splitlines() if one.strip() and not one.startswith('"""')]

    assert len([one for one in code if not one.startswith(("import", "from"))]) <= 15


def test_fastapi_goes_from_a_question_to_a_decision_with_words(fastapi: httpx.Client) -> None:
    draft = begun(fastapi)
    question = fastapi.get(draft).json()["question"]
    answered = put(fastapi, draft, value=True)
    outcome = fastapi.post(f"{draft}/decision").json()

    assert question["key"] == "danger"
    assert question["hint"]
    assert question["unknown"]
    assert answered.json()["question"] is None
    assert outcome["decision"]["route"] == "emergency"
    assert "999" in outcome["said"]


def test_fastapi_says_which_question_is_wrong_and_never_what_was_sent(
    fastapi: httpx.Client,
) -> None:
    draft = begun(fastapi)
    wrong = put(fastapi, draft, SECRET)
    no_version = fastapi.put(f"{draft}/answers/danger", json={"value": SECRET})

    assert (wrong.status_code, no_version.status_code) == (422, 422)
    assert wrong.json()["errors"] == [{"question": "danger", "code": "not-yes-or-no"}]
    assert SECRET not in wrong.text + no_version.text
    assert fastapi.get(draft).json()["version"] == 0


def test_fastapi_keeps_nothing_from_a_tab_that_is_behind(fastapi: httpx.Client) -> None:
    draft = begun(fastapi)
    put(fastapi, draft, value=True)

    assert put(fastapi, draft, value=True).status_code == 200  # the same again changes nothing
    assert put(fastapi, draft, value=False).status_code == 409
    assert fastapi.get(draft).json()["version"] == 1


def test_fastapi_decides_once_and_lets_a_referrer_send_anyway(fastapi: httpx.Client) -> None:
    draft = begun(fastapi)
    too_soon = fastapi.put(f"{draft}/send-anyway")
    first = fastapi.post(f"{draft}/decision")
    again = fastapi.post(f"{draft}/decision")

    assert too_soon.status_code == 409
    assert first.json()["decision"]["complete"] is False  # it stopped early, and has a next step
    assert first.json() == again.json()
    assert put(fastapi, draft, value=False).status_code == 409
    assert fastapi.put(f"{draft}/send-anyway").status_code == 202
    assert first.headers["cache-control"] == "no-store"


def test_fastapi_does_not_start_without_its_rules(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "serve_fastapi.py"), "drafts.sqlite", str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )

    assert done.returncode != 0
    assert done.stdout == ""


def hidden(page: httpx.Response) -> dict[str, Any]:
    """Return what a browser would send back of itself: the token, the version and the key."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    return dict(reversed(found))  # of two forms on a page, the first


def question_page(client: httpx.Client) -> httpx.Response:
    page = client.post("/", data=hidden(client.get("/")))
    assert page.status_code == 200
    return page


def test_django_goes_from_a_question_to_a_decision_with_words(django: httpx.Client) -> None:
    page = question_page(django)
    outcome = django.post(str(page.url), data=hidden(page) | {"answer": "yes"})
    sent = django.post(str(outcome.url), data=hidden(outcome))

    assert 'type="radio"' in page.text
    assert 'id="hint"' in page.text
    assert str(outcome.url).endswith("/outcome/")
    assert "999" in outcome.text
    assert "You chose to send this" in sent.text
    assert "no-store" in page.headers["cache-control"]


def test_django_takes_neither_nothing_nor_nonsense_for_an_answer(django: httpx.Client) -> None:
    page = question_page(django)
    for answer in ({}, {"answer": SECRET}):
        refused = django.post(str(page.url), data=hidden(page) | answer)

        assert refused.status_code == 422
        assert 'id="error"' in refused.text
        assert SECRET not in refused.text


def test_django_keeps_nothing_from_a_tab_that_is_behind(django: httpx.Client) -> None:
    page = question_page(django)
    first = django.post(str(page.url), data=hidden(page) | {"answer": "no"})
    stale = django.post(str(page.url), data=hidden(page) | {"answer": "yes"})

    assert hidden(first)["version"] == "1"
    assert stale.status_code == 409
    assert "another tab" in stale.text
    assert hidden(stale)["version"] == "1"


def test_django_refuses_a_form_from_another_site(django: httpx.Client) -> None:
    page = question_page(django)
    data = {name: one for name, one in hidden(page).items() if name != "csrfmiddlewaretoken"}

    assert django.post(str(page.url), data=data | {"answer": "yes"}).status_code == 403


def test_django_has_a_next_step_for_whoever_stops_early(django: httpx.Client) -> None:
    page = question_page(django)
    stop = django.post(f"{page.url}decide/", data=hidden(page))

    assert str(stop.url).endswith("/outcome/")
    assert "999" in stop.text  # whether there is danger was not known, and counts as danger


TWO_TABS: Final = """
import django
django.setup()
from concerns.apps import front_door
from concerns.models import Contact, Decision, Draft
from concerns.views import _concluded, _keep

(pack,) = front_door().packs.values()
seen = Draft.objects.create(contact=Contact.objects.create(), pack_digest=pack.digest)
assert _keep(Draft.objects.get(pk=seen.pk), {"danger": True}, pack)  # the other tab

_concluded(seen, pack)
assert not Decision.objects.filter(pk=seen.pk).exists()  # not without what the other tab said
fresh = Draft.objects.get(pk=seen.pk)
_concluded(Draft.objects.get(pk=seen.pk), pack)
_concluded(fresh, pack)  # a second press
assert not _keep(fresh, {"danger": False}, pack)  # too late: it has been decided
assert Decision.objects.get(pk=seen.pk).record["answers"] == {"danger": True}
"""


def test_django_decides_once_and_never_without_what_another_tab_said(tmp_path: Path) -> None:
    project = EXAMPLES / "django_project"
    env = os.environ | django_environment(tmp_path) | {"DJANGO_SETTINGS_MODULE": "settings"}
    migrate = [sys.executable, str(project / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=env, check=True, timeout=PATIENCE_SECONDS)
    done = subprocess.run(
        [sys.executable, "-c", TWO_TABS],
        cwd=project,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )

    assert done.returncode == 0, done.stderr


def test_django_does_not_start_without_its_rules_and_needs_no_new_migration(
    tmp_path: Path,
) -> None:
    manage = [sys.executable, str(EXAMPLES / "django_project/manage.py")]
    whole = os.environ | django_environment(tmp_path)
    check = [*manage, "makemigrations", "--check", "--dry-run"]
    fine = subprocess.run(check, env=whole, check=False, capture_output=True)
    broken = os.environ | django_environment(tmp_path, pack=tmp_path)
    refused = subprocess.run([*manage, "check"], env=broken, check=False, capture_output=True)

    assert fine.returncode == 0, fine.stdout + fine.stderr
    assert refused.returncode != 0


def run_beside_the_examples(code: str, pack: Path) -> None:
    """Run code in a process of its own, as a service that embeds the front door would."""
    done = subprocess.run(
        [sys.executable, "-c", code, str(pack)],
        cwd=EXAMPLES,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )

    assert done.returncode == 0, done.stderr


FRONT_DOOR: Final = """
import datetime as dt, sys
from front_door import council_day, fitting_answers, open_front_door
from childconcern import decide, decision_document, load_pack, read_concern
from childconcern.facts import canonical_json

door = open_front_door([sys.argv[1]], frozenset({dt.date(2026, 12, 25)}))
(pack,) = door.packs.values()
def closed(text):
    return door.given(pack, dt.datetime.fromisoformat(text))["out_of_hours"]

# In summer Riverbank's clock is an hour before UTC; 25 December 2026 is a Friday.
assert [closed(f"2026-{time}:00+00:00") for time in (
    "07-01T07:59", "07-01T08:00", "07-01T15:59", "07-01T16:00",
    "12-24T08:59", "12-24T09:00", "12-25T12:00", "12-26T12:00",
)] == [True, False, False, True, True, False, True, True]
assert council_day(dt.datetime.fromisoformat("2026-07-01T23:30:00+00:00")).day == 2
try:
    council_day(dt.datetime(2026, 7, 1))
except ValueError:
    pass
else:
    raise SystemExit("a time without a zone was taken")

on, now = dt.date(2026, 11, 24), dt.datetime.fromisoformat("2026-11-24T10:00:00+00:00")
old = {"danger": False, "whereabouts": "on-the-moon", "gone": 1, "gone@x": 1, "@gone": ["x"]}
assert fitting_answers(old, pack, on) == {"danger": False}

record = door.record(pack, {"danger": None}, now)
archived = load_pack(sys.argv[1])
assert archived.digest == record["pack"]["digest"]
concern = read_concern(record["concern"], archived.vocabulary)
again = decide(
    concern, archived.policy,
    on=dt.date.fromisoformat(record["on"]), complete=record["decision"]["complete"],
)
assert canonical_json(decision_document(again)) == canonical_json(record["decision"])
"""


EARLY: Final = """
import datetime as dt, json, sys
from front_door import open_front_door
from childconcern import decision_document, read_concern

door = open_front_door([sys.argv[1]])
(pack,) = door.packs.values()
[case] = [one for one in pack.cases if one.id == "worries-of-four-kinds"]
answers = {key: one for key, one in case.answers.items() if key != "how-often"}
record = door.record(pack, answers, dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC))
assert record["decision"]["complete"]
assert record["decision"]["not_explored"] == ["learning", "parents", "home"]

record = json.loads(json.dumps(record))
given, on = read_concern(record["given"], pack.vocabulary, partial=True), dt.date(2026, 11, 24)
again = pack.decide(pack.walk(record["answers"], given=given, on=on), on=on)
assert decision_document(again) == record["decision"]
"""


def test_a_service_finishes_early_with_its_pack_and_decides_the_record_again(
    tmp_path: Path,
) -> None:
    early = shutil.copytree(PACK, tmp_path / "early")
    screener = early / "screener.toml"
    text = screener.read_text(encoding="utf-8")
    screener.write_text(text.replace("title =", "finish_early = true\ntitle =", 1), "utf-8")
    run_beside_the_examples(EARLY, early)


def test_the_service_sets_the_hour_moves_old_answers_and_can_decide_a_record_again() -> None:
    run_beside_the_examples(FRONT_DOOR, PACK)

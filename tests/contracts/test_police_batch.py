"""The batch of police notifications, run as a council's night job would run it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).parents[2]
BATCH: Final = ROOT / "examples/embedding/police_batch"
PACK: Final = ROOT / "examples/packs/riverbank"
SAMPLE: Final = (BATCH / "notifications.jsonl").read_bytes()
PATIENCE_SECONDS: Final = 120
CANARY: Final = "Sam-Sample-2019-03-04"
GOOD: Final[dict[str, object]] = {
    "notification": "RP-2026-0001",
    "sent_at": "2026-11-24T10:15:00+00:00",
    "danger_now": "N",
    "child_is": "SAFE",
    "in_area": "Y",
    "children": [{"age": "9", "injury": ["NONE"], "mobile": "Y", "told_officer": "N"}],
}

Done = subprocess.CompletedProcess[bytes]


def run(
    rows: bytes, mapping: Path = BATCH / "mapping.toml", *more: str, arrived: str = "2026-11-24"
) -> Done:
    command = [sys.executable, str(BATCH / "run.py"), str(mapping), str(PACK), *more]
    command += ["--arrived", arrived]
    return subprocess.run(
        command, input=rows, capture_output=True, check=False, timeout=PATIENCE_SECONDS
    )


def said(done: Done) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def row(**changes: object) -> bytes:
    return json.dumps(GOOD | changes).encode()


def child(**changes: object) -> list[object]:
    return [{"age": "9", "injury": ["NONE"], "told_officer": "N"} | changes]


def problems_of(line: bytes) -> list[dict[str, object]]:
    (only,) = said(run(line))
    found: list[dict[str, object]] = only["problems"]
    return found


def test_a_healthy_file_is_decided_row_by_row() -> None:
    done = run(SAMPLE)
    rows = said(done)

    assert (done.returncode, done.stderr) == (0, b"5 decided, 0 refused, 0 blank\n")
    assert [one["line"] for one in rows] == [1, 2, 3, 4, 5]
    assert [one["reference"] for one in rows] == [f"RP-2026-000{n}" for n in range(1, 6)]
    assert [(one["route"], one["variant"]) for one in rows] == [
        ("emergency", None),
        ("social-care-today", None),
        ("social-care-today", "out-of-hours"),
        ("consult", None),
        ("emergency", None),
    ]
    assert rows[1]["duties"] == ["same-day-medical-view"]
    assert rows[1]["level"] == 4
    assert "hurt-and-cannot-move-alone" in rows[1]["reasons"]


def test_a_safety_fact_that_the_feed_does_not_say_is_not_known_and_never_an_all_clear() -> None:
    silent = {name: one for name, one in GOOD.items() if name != "danger_now"}
    baby = row(children=[{"age": "5 months", "injury": ["BRUISE"], "told_officer": "N"}])
    nothing_said, not_said_to_move = said(run(json.dumps(silent).encode() + b"\n" + baby))

    assert nothing_said["route"] == "emergency"
    assert nothing_said["treated_as"] == ["immediate_danger"]
    assert not_said_to_move["route"] == "social-care-today"
    assert not_said_to_move["treated_as"] == ["moves_alone"]


def test_every_child_of_a_row_counts_and_not_only_the_first() -> None:
    baby = {"age": "5 months", "injury": ["BRUISE"], "mobile": "N", "told_officer": "N"}
    alone, together = said(run(row() + b"\n" + row(children=[*child(), baby])))

    assert alone["route"] != "social-care-today"
    assert together["route"] == "social-care-today"


def test_the_calendar_of_the_council_wins_and_the_difference_is_told_without_the_answer() -> None:
    at_night = "2026-11-24T22:40:00+00:00"
    agreed, differed = said(
        run(
            row(sent_at=at_night, council_closed="Y")
            + b"\n"
            + row(sent_at=at_night, council_closed="N")
        )
    )

    assert agreed["differences"] == []
    assert differed["differences"] == ["out_of_hours"]
    assert agreed["variant"] == differed["variant"]


def test_the_day_is_that_of_the_row_so_a_replay_says_the_same_to_the_byte() -> None:
    summer_night = row(sent_at="2027-07-01T23:30:00+00:00")
    first = run(SAMPLE + summer_night, arrived="2027-07-02")
    again = run(SAMPLE + summer_night, arrived="2030-01-01")

    assert first.stdout == again.stdout
    assert said(first)[-1]["on"] == "2027-07-02"


FAULTS: Final[tuple[tuple[bytes, list[dict[str, object]]], ...]] = (
    (b'{"notification": "' + CANARY.encode(), [{"code": "bad-json"}]),
    (b'{"danger_now": NaN, "x": "' + CANARY.encode() + b'"}', [{"code": "bad-json"}]),
    (b"[" * 100_000, [{"code": "bad-json"}]),
    (b'{"n": ' + b"9" * 10_000 + b"}", [{"code": "bad-json"}]),
    (row(danger_now=CANARY + "\xe9").replace(b"\\u00e9", b"\xe9"), [{"code": "wrong-encoding"}]),
    (row(danger_now=CANARY).ljust(1_000_000), [{"code": "too-long"}]),
    (row(danger_now=CANARY).ljust(3_500_000), [{"code": "too-long"}]),
    (row().replace(b"{", b'{"danger_now": "Y", ', 1), [{"code": "duplicate-key"}]),
    (row().replace(b'{"age"', b'{"mobile": "N", "age"'), [{"code": "duplicate-key"}]),
    (json.dumps([CANARY]).encode(), [{"code": "not-an-object"}]),
    (row(**{CANARY: 1}), [{"code": "unknown-column", "at": 7}]),
    (row(children=child(**{CANARY: 1})), [{"code": "unknown-column", "item": 1, "at": 4}]),
    (row(danger_now=CANARY), [{"code": "no-meaning", "fact": "immediate_danger"}]),
    (row(danger_now={"not_asked": "danger"}), [{"code": "no-meaning", "fact": "immediate_danger"}]),
    (row(danger_now=False), [{"code": "no-meaning", "fact": "immediate_danger"}]),
    (row(children=child(age=CANARY)), [{"code": "not-an-age", "fact": "age", "item": 1}]),
    (
        row(children=child(age={"not_asked": "age"})),
        [{"code": "no-meaning", "fact": "age", "item": 1}],
    ),
    (
        row(children=child(injury=["NONE", CANARY])),
        [{"code": "no-meaning", "fact": "injuries", "item": 1}],
    ),
    (row(children=[CANARY]), [{"code": "not-a-list-of-objects", "fact": "children"}]),
    (row(children=CANARY), [{"code": "not-a-list-of-objects", "fact": "children"}]),
    (row(children=json.loads("[{}]")), [{"code": "missing-column", "fact": "age", "item": 1}]),
    (row(sent_at=CANARY), [{"code": "not-a-time", "fact": "sent_at"}]),
    (row(sent_at="2026-11-24T10:15:00"), [{"code": "not-a-time", "fact": "sent_at"}]),
    (row(sent_at="0001-01-01T00:00:00+12:00"), [{"code": "not-a-time", "fact": "sent_at"}]),
    (
        row(sent_at="2026-11-25T00:00:00+00:00"),
        [{"code": "in-the-future", "fact": "sent_at"}],
    ),
    (row(sent_at="2020-01-01T10:00:00+00:00"), [{"code": "pack-in-force"}]),
    (row(notification=CANARY), [{"code": "not-a-reference", "fact": "notification"}]),
    (
        b"{}",
        [
            {"code": "not-a-time", "fact": "sent_at"},
            {"code": "not-a-reference", "fact": "notification"},
            {"code": "missing-column", "fact": "children"},
        ],
    ),
)


def test_each_fault_is_told_by_line_and_the_rest_goes_on_and_nothing_is_quoted() -> None:
    lines = [line for fault, _ in FAULTS for line in (fault, row())]
    done = run(b"\n".join(lines))
    rows = said(done)

    assert done.returncode == 1
    assert done.stderr == f"{len(FAULTS)} decided, {len(FAULTS)} refused, 0 blank\n".encode()
    assert [one["line"] for one in rows] == list(range(1, len(lines) + 1))
    assert [one["problems"] for one in rows[::2]] == [problems for _, problems in FAULTS]
    assert len({one["route"] for one in rows[1::2]}) == 1
    assert CANARY.encode() not in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["danger_now", "council_closed", "kind_of_worry", "children"])
def test_no_value_stops_the_batch_or_is_quoted(name: str) -> None:
    values: list[object] = [None, True, 0, -1, 1e300, "", "\x00", "\ud800", CANARY]
    values += [json.loads(one) for one in ("[]", "[[]]", "[{}]", "[null]", "{}")]
    inside = [child(**{fact: one}) for one in values for fact in ("age", "injury", "mobile")]
    lines = [row(**{name: one}) for one in (*values, *inside)]
    done = run(b"\n".join([*lines, row()]))

    assert len(said(done)) == len(lines) + 1
    assert done.returncode == 1
    assert "route" in said(done)[-1]
    assert CANARY.encode() not in done.stdout + done.stderr


def test_a_blank_line_is_counted_and_loses_nothing() -> None:
    done = run(b"\r\n" + row() + b"\r\n\n")

    assert [one["line"] for one in said(done)] == [2]
    assert (done.returncode, done.stderr) == (0, b"1 decided, 0 refused, 2 blank\n")


def test_more_children_than_there_can_be_are_refused_and_never_cut_off() -> None:
    assert [one["fact"] for one in problems_of(row(children=child() * 9))] == ["children"]


def test_a_row_about_no_child_is_refused_so_that_a_person_looks() -> None:
    assert problems_of(row(children=[])) == [{"code": "empty-list", "fact": "children"}]


def test_a_file_of_which_nothing_can_be_decided_ends_with_2() -> None:
    assert run(b"").returncode == 2
    assert run(SAMPLE.decode().encode("utf-16")).returncode == 2
    assert run(b"[]\n").returncode == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('fact = "immediate_danger"', 'fact = "imediate_danger"'),
        ('"NOT SAFE" = "not-safe"', '"NOT SAFE" = "unsafe"'),
        ('BITE = "bite"', 'BITE = "bites"'),
        ('fact = "lives_here"', 'fact = "immediate_danger"'),
        ("required = true", "requird = true"),
        ('referrer_role = "police"', 'referrer_role = "constable"'),
        ("[groups.children]", "[groups.kids]"),
        ("reference =", "reference"),
    ],
)
def test_a_mapping_that_does_not_fit_the_pack_stops_before_the_first_row(
    tmp_path: Path, before: str, after: str
) -> None:
    mapping = tmp_path / "mapping.toml"
    text = (BATCH / "mapping.toml").read_text(encoding="utf-8")
    assert before in text
    mapping.write_text(text.replace(before, after), encoding="utf-8")
    done = run(SAMPLE, mapping)

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"nothing was read: ")


def test_a_bank_holiday_is_out_of_hours() -> None:
    safe_today = row(sent_at="2026-11-24T11:00:00+00:00", council_closed="Y")
    usual = run(safe_today)
    holiday = run(safe_today, BATCH / "mapping.toml", "--bank-holiday", "2026-11-24")

    assert said(usual)[0]["differences"] == ["out_of_hours"]
    assert said(holiday)[0]["differences"] == []


def test_a_line_of_the_longest_length_is_read_and_one_byte_more_is_not() -> None:
    longest, too_long = said(run(row().ljust(999_999) + b"\n" + row().ljust(1_000_000) + b"\n"))

    assert "route" in longest
    assert too_long["problems"] == [{"code": "too-long"}]


def test_without_a_day_of_arrival_it_is_today() -> None:
    command = [sys.executable, str(BATCH / "run.py"), str(BATCH / "mapping.toml"), str(PACK)]
    far_off = row(sent_at="2999-01-01T10:00:00+00:00")
    done = subprocess.run(command, input=far_off, capture_output=True, check=False)

    assert said(done)[0]["problems"] == [{"code": "in-the-future", "fact": "sent_at"}]
    assert done.returncode == 2

"""Form kinds: what is kept is canonical for good, and what people are called stays as written."""

from hypothesis import assume, example, given
from hypothesis import strategies as st

from childconcern.facts import (
    FORM_KINDS,
    Address,
    Code,
    Email,
    LongText,
    NhsNumber,
    PersonName,
    Postcode,
    Relationships,
    Telephone,
    Text,
    Upn,
    code_sets,
)
from childconcern.facts.forms import FormKind
from childconcern.problems import Fault

KINDS: st.SearchStrategy[FormKind] = st.sampled_from([kind() for kind in FORM_KINDS])
NUMBERS = st.sampled_from(
    ("01632 960001", "+44 1632 960001", "0044 (0)1632-960001", "+33 1632960001")
)
TYPED = st.one_of(
    st.text(max_size=40),
    st.text("0123456789+() -./;=:#ext", max_size=24),
    st.text("aZ09.-@_'+ ", max_size=24),
    st.from_regex(r"\A\s*[A-Za-z]{1,2}[0-9][0-9A-Za-z]? ?[0-9][A-Za-z]{2}\s*\Z"),
    st.builds(
        "{}{}{}".format,
        NUMBERS,
        st.sampled_from((" ext ", "x", " #", ";ext=")),
        st.integers(0, 9**9),
    ),
    st.builds("{}@{}.example".format, st.text("aB1.'-", min_size=1), st.text("aB1.-", min_size=1)),
)
LETTERS = st.characters(categories=("L", "M", "N", "P", "S", "Zs"), exclude_characters="\ufeff")


@given(KINDS, TYPED)
@example(Telephone(), "01632 960001 ext 12")
@example(Telephone(), "+44 01632 960001")
@example(Address(), "  1 High Street \r\n\r\n Riverbank ")
def test_what_is_kept_is_canonical_for_good(kind: FormKind, typed: str) -> None:
    kept = kind.from_typing(typed)

    if not isinstance(kept, Fault):
        assert kind.from_typing(str(kept)) == kept
        assert kind.from_json(kept) == kept
        assert kind.to_json(kept) == kept
        assert kind.refusal(kept) is None


@given(st.text(LETTERS, min_size=1, max_size=60).filter(lambda name: name == name.strip()))
@example("Zoë O\N{RIGHT SINGLE QUOTATION MARK}Neill-Ndiaye")
@example("محمد")
@example("Nguyễn Thị Hoa")
@example("María José Carreño Quiñones")
@example("👩🏽‍🦱")
def test_a_name_is_kept_letter_for_letter(name: str) -> None:
    assert PersonName().from_typing(name) == name
    assert Text().from_json(name) == name
    assert Address().from_typing(f" {name}\n\n") == name


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_a_character_is_refused_in_every_version_of_unicode_or_in_none(story: str) -> None:
    never = [one for one in story if (ord(one) & 0xFFFE) == 0xFFFE or "\ufdd0" <= one <= "\ufdef"]
    kept = LongText().from_typing(f"a {story} b")

    assert isinstance(kept, Fault) is bool(never)


@given(KINDS, st.characters(categories=("Cc", "Cs")))
def test_no_kind_keeps_a_control_character_but_line_breaks_and_tabs(
    kind: FormKind, control: str
) -> None:
    kept = kind.from_typing(f"ab{control}cd")

    allowed = kind.lines and control in "\r\n\t"
    assert isinstance(kept, Fault) is not allowed


@given(st.sampled_from((Text(), PersonName())), st.sampled_from("\n\r\t\v\f\x1c\x85\u2028\u2029"))
def test_a_kind_of_one_line_is_one_line_to_every_program(kind: FormKind, line_break: str) -> None:
    assert isinstance(kind.from_typing(f"one{line_break}two"), Fault)


@given(st.text("0123456789", min_size=9, max_size=10), st.data())
def test_a_british_number_is_the_same_however_it_is_spaced(
    digits: str, data: st.DataObject
) -> None:
    national = f"0{digits.replace('0', '1')}"
    cut = data.draw(st.integers(1, len(national) - 1))
    blank = data.draw(st.sampled_from((" ", "-", ".", ") ", "  ")))
    spaced = f"{national[:cut]}{blank}{national[cut:]}"

    assert Telephone().from_typing(spaced) == f"+44{national[1:]}"
    assert Telephone().from_typing(f"+44 (0) {national[1:]}") == f"+44{national[1:]}"
    assert Telephone().from_typing(f"0044 {spaced}") == f"+44{national[1:]}"


@given(st.text("abcXYZ019", min_size=1, max_size=20))
def test_an_email_address_keeps_its_local_part_and_writes_its_domain_small(name: str) -> None:
    assert Email().from_typing(f" {name}@Mail.EXAMPLE ") == f"{name}@mail.example"


@given(st.from_regex(r"\A[A-Z]{1,2}[0-9][0-9]?[0-9][ABD-HJLNP-UW-Z]{2}\Z"))
def test_a_postcode_is_the_same_large_small_and_spaced(bare: str) -> None:
    expected = f"{bare[:-3]} {bare[-3:]}"

    assert Postcode().from_typing(bare.lower()) == expected
    assert Postcode().from_typing(f" {bare[:2]} {bare[2:-3]}  {bare[-3:]} ") == expected


NINE_DIGITS = st.text("0123456789", min_size=9, max_size=9)


@given(NINE_DIGITS)
@example("000000000")
@example("999000000")
def test_at_most_one_check_digit_makes_an_nhs_number(nine: str) -> None:
    good = [
        digit for digit in "0123456789" if NhsNumber().from_typing(nine + digit) == nine + digit
    ]
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))

    assert len(good) == (0 if total % 11 == 1 or nine == "0" * 9 else 1)
    assert all((total + int(digit)) % 11 == 0 for digit in good)


@given(NINE_DIGITS, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_of_an_nhs_number_is_noticed(nine: str, place: int, change: int) -> None:
    whole = next(
        (nine + d for d in "0123456789" if NhsNumber().from_json(nine + d) == nine + d), ""
    )
    assume(whole)
    wrong = str((int(whole[place]) + change) % 10)

    assert isinstance(NhsNumber().from_typing(whole[:place] + wrong + whole[place + 1 :]), Fault)


UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


@given(st.text("0123456789", min_size=11, max_size=11), st.sampled_from(UPN_LETTERS + "0123456789"))
def test_one_check_letter_makes_a_pupil_number(digits: str, last: str) -> None:
    numbers = [f"{letter}{digits}{last}" for letter in UPN_LETTERS]
    good = [number for number in numbers if Upn().from_typing(number.lower()) == number]

    assert len(good) == 1
    assert Upn().from_json(f" {good[0][:4]} {good[0][4:]}") == good[0]


CODES = st.builds(Code, code_set=st.sampled_from(code_sets()), many=st.booleans())


@given(CODES, st.data())
def test_codes_that_are_kept_come_back_in_the_order_of_their_set(
    kind: Code, data: st.DataObject
) -> None:
    some = st.lists(st.sampled_from((*kind.ids, "18A", "CANARY")), max_size=4)
    given_ = data.draw(some)
    read = kind.from_json(given_ if kind.many else "".join(given_))

    if isinstance(read, Fault):
        assert "CANARY" not in str(read)
    else:
        written = kind.to_json(read)
        assert kind.from_json(written) == read
        assert kind.refusal(read) is None
        assert kind.from_typing(",".join(given_).lower()) == read
        if isinstance(written, list):
            assert written == sorted(given_, key=kind.ids.index)


TO_CHILDREN = Relationships(to="children", options=("mother", "aunt"))


@given(
    st.dictionaries(
        st.one_of(st.sampled_from(("child-1", "child-2", "not_asked")), st.text(max_size=5)),
        st.sampled_from(("mother", "aunt", "canary")),
        max_size=3,
    )
)
def test_relationships_that_are_kept_come_back_as_they_were(said: dict[str, str]) -> None:
    read = TO_CHILDREN.from_json(said)

    if isinstance(read, Fault):
        assert "canary" not in str(read)
    else:
        assert TO_CHILDREN.to_json(read) == said
        assert TO_CHILDREN.refusal(read) is None
        assert TO_CHILDREN.from_json(dict(reversed(said.items()))) == read


@given(KINDS, st.text(max_size=30))
def test_what_is_refused_says_why_and_never_what(kind: FormKind, typed: str) -> None:
    fault = kind.from_typing(f"canary{typed}\x00")

    assert isinstance(fault, Fault)
    assert "canary" not in str(fault)

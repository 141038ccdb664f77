"""Form kinds: what is kept, in which form, and what is refused."""

import pytest

from childconcern.facts import (
    FORM_KINDS,
    Address,
    Email,
    FormKind,
    LongText,
    NhsNumber,
    PersonName,
    Postcode,
    Telephone,
    Text,
    Upn,
)
from childconcern.problems import Fault

LONG = "a" * 20_000


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (Text(), "  two words ", "two words"),
        (Text(), "", "empty"),
        (Text(), " \n ", "empty"),
        (Text(), "a\nb", "unreadable-character"),
        (Text(), "a\tb", "unreadable-character"),
        (Text(), "a\u2028b", "unreadable-character"),
        (Text(), "a\x00b", "unreadable-character"),
        (Text(), "a\ufffeb", "unreadable-character"),
        (Text(), "a\ud800b", "unreadable-character"),
        (Text(), "a" * 501, "too-long"),
        (LongText(), "one\r\ntwo\rthree\n", "one\ntwo\nthree"),
        (LongText(), "a\tb", "a\tb"),
        (LongText(), LONG, LONG),
        (LongText(), LONG + "a", "too-long"),
        (LongText(), "a\x07b", "unreadable-character"),
        (PersonName(), " Zoë O'Neill-Ndiaye ", "Zoë O'Neill-Ndiaye"),
        (PersonName(), "a" * 201, "too-long"),
        (Address(), " 1 High Street \r\n\n Riverbank\n", "1 High Street\nRiverbank"),
        (Email(), "Ada.Byte@Mail.EXAMPLE", "Ada.Byte@mail.example"),
        (Email(), "o'neill+school@sub.school.example", "o'neill+school@sub.school.example"),
        (Email(), "ada@example", "not-an-email-address"),
        (Email(), "ada.example.org", "not-an-email-address"),
        (Email(), "@example.org", "not-an-email-address"),
        (Email(), "a..b@example.org", "not-an-email-address"),
        (Email(), "a b@example.org", "not-an-email-address"),
        (Email(), "ada@-example.org", "not-an-email-address"),
        (Email(), "ada@example..org", "not-an-email-address"),
        (Email(), "ada@example.org\nBcc: x@example.org", "unreadable-character"),
        (Email(), f"{'a' * 65}@example.org", "not-an-email-address"),
        (Email(), f"{'a' * 64}@example.org", f"{'a' * 64}@example.org"),
        (Telephone(), "01632 960001", "+441632960001"),
        (Telephone(), "(020) 7946-0000", "+442079460000"),
        (Telephone(), "+44 (0)20 7946 0000", "+442079460000"),
        (Telephone(), "+44 020 7946 0000", "+442079460000"),
        (Telephone(), "0044 1632.960001", "+441632960001"),
        (Telephone(), "01632 960001 ext 12", "+441632960001;ext=12"),
        (Telephone(), "01632 960001 Extension: 12", "+441632960001;ext=12"),
        (Telephone(), "01632960001x12", "+441632960001;ext=12"),
        (Telephone(), "+441632960001;ext=12", "+441632960001;ext=12"),
        (Telephone(), "+33 1 63 29 60 00", "+33163296000"),
        (Telephone(), "01632 960001 or 960002", "not-a-telephone-number"),
        (Telephone(), "01632 960001/2", "not-a-telephone-number"),
        (Telephone(), "960001", "not-a-telephone-number"),
        (Telephone(), "0163296", "not-a-telephone-number"),
        (Telephone(), "+0 1632 960001", "not-a-telephone-number"),
        (Telephone(), "+4412345", "not-a-telephone-number"),
        (Telephone(), "+441632960001632960", "not-a-telephone-number"),
        (Telephone(), "999", "not-a-telephone-number"),
        (Postcode(), "zz99 3aa", "ZZ99 3AA"),
        (Postcode(), "ZZ993AA", "ZZ99 3AA"),
        (Postcode(), "z9z 9zz", "Z9Z 9ZZ"),
        (Postcode(), "gir0aa", "GIR 0AA"),
        (Postcode(), "ZZ99 3AC", "not-a-uk-postcode"),
        (Postcode(), "99ZZ 3AA", "not-a-uk-postcode"),
        (Postcode(), "ZZ99", "not-a-uk-postcode"),
        (NhsNumber(), "999 000 0018", "9990000018"),
        (NhsNumber(), " 9990000018 ", "9990000018"),
        (NhsNumber(), "999-000-0018", "9990000018"),
        (NhsNumber(), "999\u00a0000\u00a00018", "9990000018"),
        (NhsNumber(), "9990000018\n", "9990000018"),
        (NhsNumber(), "999000018", "not-an-nhs-number"),
        (NhsNumber(), "99900000189", "not-an-nhs-number"),
        (NhsNumber(), "99900000l8", "not-an-nhs-number"),
        (NhsNumber(), "٩٩٩٠٠٠٠٠١٨", "not-an-nhs-number"),
        (NhsNumber(), "9990000019", "mistyped-nhs-number"),
        (NhsNumber(), "9990000000", "mistyped-nhs-number"),
        (NhsNumber(), "0000000000", "mistyped-nhs-number"),
        (NhsNumber(), "000 000 0000", "mistyped-nhs-number"),
        (Upn(), "a950000178301", "A950000178301"),
        (Upn(), "H2432 7854 4154", "H243278544154"),
        (Upn(), "G80120000101A", "G80120000101A"),
        (Upn(), "X00180001701A", "X00180001701A"),
        (Upn(), "R247962919251", "mistyped-upn"),
        (Upn(), "Q247962919251", "Q247962919251"),
        (Upn(), "X428558133462", "mistyped-upn"),
        (Upn(), "W428558133462", "W428558133462"),
        (Upn(), "A123456789123", "mistyped-upn"),
        (Upn(), "G80120000101B", "mistyped-upn"),
        (Upn(), "I950000178301", "not-a-upn"),
        (Upn(), "A95000017830O", "not-a-upn"),
        (Upn(), "A95000017830", "not-a-upn"),
        (Upn(), "A95000017830\u0661", "not-a-upn"),
    ],
)
def test_words_are_kept_canonical_or_refused(kind: FormKind, typed: str, kept: str) -> None:
    read = kind.from_typing(typed)

    assert (read.code if isinstance(read, Fault) else read) == kept
    assert kind.from_json(typed) == read


def test_a_form_kind_holds_nothing_but_text() -> None:
    assert Text().from_json(7) == Fault("not-text")
    assert Text().from_json(None) == Fault("not-text")


def test_only_the_canonical_form_is_a_value() -> None:
    assert Postcode().refusal("ZZ99 3AA") is None
    assert Postcode().refusal("zz99 3aa") == Fault("not-canonical")
    assert Postcode().refusal("ZZ99") == Fault("not-a-uk-postcode")
    assert Text().refusal(7) == Fault("not-text")


def test_words_are_written_as_they_are_kept() -> None:
    assert PersonName().to_json("Zoë O'Neill-Ndiaye") == "Zoë O'Neill-Ndiaye"


def test_form_kinds_have_the_names_that_packs_use() -> None:
    assert [kind.name for kind in FORM_KINDS] == [
        *("text", "long-text", "person-name", "email", "telephone", "postcode", "address"),
        *("nhs-number", "upn"),
    ]


@pytest.mark.parametrize("kind", [NhsNumber(), Upn()])
def test_a_number_that_is_refused_is_not_shown(kind: FormKind) -> None:
    for typed in ("9990000019", "A123456789123", "999000", "A95"):
        fault = kind.from_typing(typed)

        assert isinstance(fault, Fault)
        assert fault.parameters == ()
        assert typed not in str(fault)

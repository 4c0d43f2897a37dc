"""Dates as precise as they are known, and whether what a text states is the date that a fact claims."""

from __future__ import annotations

import pytest

from galley.dates import compatible, parse, stated, within


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-30",
        "2023-13",
        "2023-00",
        "23",
        "2023/2022",
        "../..",
        "..",
        "",
        "2023-2-1",
        "spring 2023",
        "2023-Q5",
        "2023-H3",
        "2023-Q2-01",
        "2023-02-14T09:00",
    ],
)
def test_what_is_no_date_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(ValueError, match=r"write|mend"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2022-11-28", "2022-11-28", "2022-11-28", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2021", "2021-01-01", "2021-12-31", "year"),
        ("2024-Q1", "2024-01-01", "2024-03-31", "quarter"),
        ("2024-q4", "2024-10-01", "2024-12-31", "quarter"),
        ("2024-H2", "2024-07-01", "2024-12-31", "half"),
        ("2024-Q1/2024-Q3", "2024-01-01", "2024-09-30", "quarter"),
        ("2018/..", "2018-01-01", "None", "year"),
        ("../2021-12", "None", "2021-12-31", "month"),
        ("2018/2023~", "2018-01-01", "2023-12-31", "year"),
        ("undated", "None", "None", "undated"),
    ],
)
def test_a_date_knows_its_first_and_last_day(text: str, first: str, last: str, precision: str) -> None:
    date = parse(text)
    assert (str(date.first), str(date.last), date.precision) == (first, last, precision)


def test_open_and_approximate_dates_say_so() -> None:
    assert parse("2018/..").since
    assert parse("../2021").before
    assert parse("2023~").about
    assert not parse("2021").about


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((2022, 11, 28), "2022-11-28"),
        ((2022, 5, None), "2022-05"),
        ((2021, None, None), "2021"),
        ((None, 2, 14), "XXXX-02-14"),
        ((None, 6, None), "XXXX-06"),
        ((None, None, 10), "XXXX-XX-10"),
        ((2023, 2, 30), None),
        ((None, 2, 30), None),
    ],
)
def test_a_text_states_a_date_in_parts(parts: tuple[int | None, int | None, int | None], text: str | None) -> None:
    date = stated(*parts)
    assert (date.text if date else None) == text


@pytest.mark.parametrize(
    ("given", "claimed", "is_within", "fits"),
    [
        ((2021, None, None), "2021", True, True),
        ((2022, 11, 28), "2022", True, False),  # the text says more than is claimed
        ((2021, None, None), "2021-12-10", False, True),  # and here less
        ((None, 2, 14), "2023-02-14", False, True),
        ((None, 2, 15), "2023-02-14", False, False),
        ((2022, None, None), "2021", False, False),
        ((2018, None, None), "2018/..", True, True),
        ((2018, None, None), "2018/2023~", True, True),
        ((2020, None, None), "2018/2023", False, False),
        ((2021, None, None), "../2021-12", False, True),
        ((2021, None, None), "undated", False, False),
    ],
)
def test_what_a_text_states_is_compared_with_what_is_claimed(
    given: tuple[int | None, int | None, int | None], claimed: str, is_within: bool, fits: bool
) -> None:
    date = stated(*given)
    assert date is not None
    assert (within(date, parse(claimed)), compatible(date, parse(claimed))) == (is_within, fits)

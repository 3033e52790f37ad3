import pytest

from retrieval.disputes.names import name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Judge Edward J. Davila", "Davila"),
        ("E. Davila", "Edward J. Davila"),
        ("Alessandro De La Torre", "Alessandro de la Torre"),
        ("N.D. Cal.", "Northern District of California"),
        ("U.S. District Court for the Northern District of California", "Northern District of California"),
        ("DPC", "Data Protection Commission"),
        ("Ireland's Data Protection Commission", "the Irish DPC"),
        ("CJEU", "Court of Justice of the European Union"),
        ("Quarry Works Inc.", "Quarry Works"),
        ("Bill Alsup", "William H. Alsup"),
        ("Léna Hoffmann", "Lena Hofmann"),
        ("Sinéad O'Brien", "Sinead O’Brien"),
    ],
)
def test_two_spellings_of_one_name_fit(one: str, other: str) -> None:
    assert name(one).fits(name(other))
    assert name(other).fits(name(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Judge Edward Davila", "Judge Susan van Keulen"),
        ("Northern District of California", "Southern District of New York"),
        ("Northern District of California", "Central District of California"),
        ("Jane Okafor", "Peter Lund"),
        ("Maria Keller", "Tom Keller"),
        ("DPC", "CNIL"),
        ("Quarry Works", "Larch Mills"),
        ("Sweden", "Denmark"),
    ],
)
def test_two_names_do_not_fit(one: str, other: str) -> None:
    assert name(one).comparable(name(other))
    assert not name(one).fits(name(other))
    assert not name(other).fits(name(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("District Court of Oslo", "Court of Appeal of Oslo"),
        ("Ninth Circuit", "Northern District of California"),
        ("California", "the United States"),
        ("England", "the UK"),
    ],
)
def test_what_may_hold_side_by_side_is_not_compared(one: str, other: str) -> None:
    assert not name(one).comparable(name(other))


def test_the_fuller_name_is_the_more_exact() -> None:
    assert name("Judge Edward J. Davila").exactness > name("Judge Davila").exactness

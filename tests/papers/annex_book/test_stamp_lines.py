"""What a book writes on the pages of its annexes is known again by who reads it."""

from pathlib import Path

import pytest

from samvirke.papers.annex_book.agenda import Annex, Item
from samvirke.papers.annex_book.facts import Facts, Tagging
from samvirke.papers.annex_book.ready import STAMP, ReadyAnnex, foot_of


@pytest.mark.parametrize("access", ["open", "closed"])
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("number", ["1", "2.4", "10.2.3.4å"])
def test_every_stamp_is_known_again(number, language, access):
    annex = Annex.model_validate({"title": "Demobilag", "file": "a.pdf", "access": access})
    item = Item.model_validate({"number": number, "title": "Demosag", "annexes": [annex]})
    ready = ReadyAnnex(item, 1, annex, Path("a.pdf"), Facts(9, Tagging.AUTHOR))
    stamp = ready.stamp(3, language)
    match = STAMP.fullmatch(stamp)
    assert match is not None
    assert stamp.startswith(match["place"])
    assert match["place"].endswith(" 3")


@pytest.mark.parametrize("demo", [True, False])
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_foot_is_known_again(language, demo):
    match = STAMP.fullmatch(foot_of(1234, language, demo=demo))
    assert match is not None
    assert match["place"] is None


@pytest.mark.parametrize("line", ["2.4 Bilag 1", "Regnskab – side 3 af 9", "12345", "Demodata"])
def test_other_lines_are_no_stamps(line):
    assert STAMP.fullmatch(line) is None

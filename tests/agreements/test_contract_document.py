"""A contract's file read as a document and written again: nothing that it holds is lost."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from samvirke.agreements import load_contract
from samvirke.agreements.contract_document import (
    Plain,
    comments_in,
    read_document,
    without_comments,
    write_document,
)
from samvirke.schemes.contract_check import MIDTJYLLAND_2022, NORDJYLLAND_2021

REAL = pytest.mark.parametrize("path", [NORDJYLLAND_2021, MIDTJYLLAND_2022], ids=lambda p: p.stem)
COMMENTED = """\
# øverst
title: "Ét # ikke en bemærkning"   # ved titlen
parties: [KKR Fyn, # midt i listen
  Erhvervshus Fyn]
areas:
  # før det første
  - Eksport
  - 'Digitalisering: alt'
# over målene
goals:
  # over mål 1
  - number: 1  # ved nummeret
    text: |
      linje # ét
      linje to
    # over kategorier
    categories: {a: 1, b: "2"}
# til sidst
"""
WRITTEN = """\
# øverst
# ved titlen
title: 'Ét # ikke en bemærkning'
# midt i listen
parties: [KKR Fyn, Erhvervshus Fyn]
# før det første
areas: [Eksport, 'Digitalisering: alt']
# over målene
goals:
  # over mål 1
  # ved nummeret
  - number: 1
    text: "linje # ét\\nlinje to\\n"
    # over kategorier
    categories:
      a: 1
      b: '2'
# til sidst
"""


@REAL
def test_a_real_contract_written_again_is_the_same_contract(path, tmp_path):
    again = tmp_path / "igen.yaml"
    again.write_bytes(write_document(read_document(path.read_bytes())))
    assert load_contract(again) == load_contract(path)
    assert yaml.safe_load(again.read_text("utf-8")) == yaml.safe_load(path.read_text("utf-8"))
    assert comments_in(read_document(again.read_bytes())) == [
        line for line in path.read_text("utf-8").splitlines() if line.startswith("#")
    ]


def test_comments_stay_with_what_they_stand_above_beside_or_in():
    assert write_document(read_document(COMMENTED.encode())).decode() == WRITTEN


def test_what_was_written_is_written_the_same_again():
    document = read_document(WRITTEN.encode())
    assert write_document(document).decode() == WRITTEN
    assert without_comments(document)["goals"] == [
        {"number": "1", "text": "linje # ét\nlinje to\n", "categories": {"a": "1", "b": "2"}}
    ]


def test_what_stood_without_quotes_stays_without_and_the_rest_keeps_them():
    content = b"clause: '7.10'\nvalue: 7.10\nday: 2021-01-01\nflag: 'true'\nempty: ''\nnone: ~\n"
    assert write_document(read_document(content)) == (
        b"clause: '7.10'\nvalue: 7.10\nday: 2021-01-01\nflag: 'true'\nempty: ''\nnone: null\n"
    )


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)
SCALARS = TEXTS | st.sampled_from([Plain("12.50"), Plain("2022-01-01"), Plain("="), None])
DOCUMENTS = st.dictionaries(
    TEXTS,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


@given(DOCUMENTS)
def test_any_document_reads_back_as_it_was_written(document):
    assert read_document(write_document(document)) == document

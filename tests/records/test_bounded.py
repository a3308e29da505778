"""A process with bounds: its answers, and no answer where a file was too much for it."""

import pytest

from samvirke.records.bounded import BoundedProcess

ECHO = """
import json, sys
for line in sys.stdin:
    question = json.loads(line)
    if question == "hug":
        held = [bytearray(1 << 20) for _ in range(4096)]
    if question == "dø":
        sys.exit(3)
    while question == "evigt":
        pass
    print(json.dumps({"spurgt": question, "ord": sys.argv[1:]}), flush=True)
"""
PLENTY = 512 * 1024**2


@pytest.fixture
def echo(tmp_path):
    path = tmp_path / "echo.py"
    path.write_text(ECHO, "utf-8")
    return path


def test_it_answers_one_question_after_another(echo):
    with BoundedProcess(echo, "æ", "2", most_memory=PLENTY) as process:
        answers = [process.ask(one, most_seconds=60) for one in ("å", {"b": 2})]
    assert answers == [
        {"spurgt": "å", "ord": ["æ", "2"]},
        {"spurgt": {"b": 2}, "ord": ["æ", "2"]},
    ]


@pytest.mark.parametrize(("question", "seconds"), [("hug", 60), ("dø", 60), ("evigt", 1)])
def test_too_much_memory_a_fall_and_too_much_time_give_no_answer(echo, question, seconds):
    with BoundedProcess(echo, most_memory=PLENTY) as process:
        assert process.ask(question, most_seconds=seconds) is None
        assert process.ask("er du der?", most_seconds=60) is None


def test_too_much_computing_ends_it(echo):
    with BoundedProcess(echo, most_memory=PLENTY, most_computing=1) as process:
        assert process.ask("evigt", most_seconds=120) is None


def test_an_unfinished_line_is_no_answer(tmp_path):
    path = tmp_path / "halv.py"
    path.write_text("import sys; sys.stdout.write('[1]\\n[2]\\n[3')", "utf-8")
    with BoundedProcess(path, most_memory=PLENTY) as process:
        assert list(process.answers()) == [[1], [2]]

"""What a hub states of goals that are not counted, and values received from an authority.

One file per hub and year: deliveries done or not, process goals with their activities, and values
as Erhvervsstyrelsen or another authority stated them.
"""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PrivateAttr, model_validator

from samvirke.agreements.vocabulary import Measure
from samvirke.figures import Given, Source, Text
from samvirke.figures.units import UNITS
from samvirke.records import (
    Day,
    FractionField,
    Record,
    Rejected,
    Whole,
    Word,
    Year,
    read_yaml,
    validate,
)
from samvirke.records.yaml_file import YamlFile
from samvirke.schemes.results_statement.model import Activity, Assessment, Received

SCHEMA = "samvirke.assessments/1"


def _or_danish(words: Mapping[str, str]) -> BeforeValidator:
    """Accepts the Danish ``words`` beside the ones that are kept."""

    def kept(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return words.get(" ".join(value.casefold().split()), value)

    return BeforeValidator(kept)


ActivityStatus = Annotated[
    Literal["done", "under_way", "not_started", "given_up"],
    _or_danish(
        {
            "gennemført": "done",
            "i gang": "under_way",
            "ikke begyndt": "not_started",
            "opgivet": "given_up",
        }
    ),
]
GoalStatus = Annotated[
    Literal["carried_out", "partly_carried_out", "not_carried_out"],
    _or_danish(
        {
            "gennemført": "carried_out",
            "delvist gennemført": "partly_carried_out",
            "ikke gennemført": "not_carried_out",
        }
    ),
]
YesNo = Annotated[Literal["true", "false"], _or_danish({"ja": "true", "nej": "false"})]
_STATUS: dict[str, Text] = {
    "done": Text(da="Gennemført", en="Done"),
    "under_way": Text(da="I gang", en="Under way"),
    "not_started": Text(da="Ikke begyndt", en="Not started"),
    "given_up": Text(da="Opgivet", en="Given up"),
    "carried_out": Text(da="Gennemført", en="Carried out"),
    "partly_carried_out": Text(da="Delvist gennemført", en="Partly carried out"),
    "not_carried_out": Text(da="Ikke gennemført", en="Not carried out"),
}
DONE = Text(da="Leveret", en="Delivered")
NOT_DONE = Text(da="Ikke leveret", en="Not delivered")


class DeliveryEntry(Record):
    """A delivery goal: done or not, and what shows it.

    It names a measure point of the agreement, or a goal and threshold of the contract.
    """

    point: Word | None = Field(default=None, examples=["RA21-M5a"])
    goal: Whole | None = Field(default=None, examples=["4"])
    threshold: Word | None = Field(default=None, examples=["c"])
    done: YesNo = Field(examples=["true"])
    evidence: Word = Field(examples=["'Referat af bestyrelsesmødet, punkt 4'"])
    author: Word = Field(examples=["'Direktør Demo Direktør'"])
    date: Day = Field(examples=["2022-03-15"])

    @model_validator(mode="after")
    def _names_one_thing(self) -> Self:
        by_point = self.point is not None
        by_goal = self.goal is not None and self.threshold is not None
        if by_point == by_goal or (by_point and (self.goal or self.threshold)):
            raise Rejected(
                Text(
                    da="En levering nævner enten et målepunkt i aftalen (point) eller et mål og et "
                    "krav i kontrakten (goal og threshold).",
                    en="A delivery names either a measure point of the agreement (point) or a goal "
                    "and a threshold of the contract (goal and threshold).",
                ),
                example="{point: RA21-M5a, done: true, evidence: 'Årsrapport, side 4', "
                "author: 'Demo Direktør', date: 2022-03-15}",
            )
        return self

    @property
    def is_done(self) -> bool:
        """Whether it was delivered."""
        return self.done == "true"

    def assessment(self) -> Assessment:
        """The entry as the statement shows it."""
        status = DONE if self.is_done else NOT_DONE
        return Assessment(status, self.evidence, self.author, self.date, evidence=self.evidence)


class ActivityEntry(Record):
    """One activity of a process goal."""

    title: Word = Field(examples=["'Årligt møde med hver borgmester'"])
    status: ActivityStatus = Field(examples=["done"])
    text: Word = Field(examples=["'11 af 11 møder er holdt'"])
    author: Word = Field(examples=["'Demo Projektleder'"])
    date: Day = Field(examples=["2022-03-15"])


class ProcessEntry(Record):
    """A goal that is assessed in words, with the activities it consists of."""

    goal: Whole = Field(examples=["9"])
    threshold: Word | None = None
    status: GoalStatus = Field(examples=["carried_out"])
    text: Word
    author: Word = Field(examples=["'Demo Direktør'"])
    date: Day = Field(examples=["2022-03-15"])
    activities: tuple[ActivityEntry, ...] = ()

    def assessment(self, completion_rule: str | None) -> Assessment:
        """The entry as the statement shows it, with the contract's own rule for completion."""
        activities = tuple(
            Activity(item.title, _STATUS[item.status], item.text, item.author, item.date)
            for item in self.activities
        )
        return Assessment(
            _STATUS[self.status],
            self.text,
            self.author,
            self.date,
            activities=activities,
            completion_rule=completion_rule,
        )


class ReceivedEntry(Record):
    """A value as an authority stated it."""

    point: Word = Field(examples=["RA21-M1a"])
    segment: Literal["growth", "operation"] | None = None
    measure: Measure | None = None
    value: FractionField = Field(examples=["43.2"])
    unit: Literal["percent", "percentage_points", "nps_points", "companies"] = Field(
        default="percent", examples=["percent"]
    )
    n: Whole | None = Field(default=None, examples=["812"])
    authority: Word = Field(examples=["Erhvervsstyrelsen"])
    document: Word = Field(examples=["'Kendskabsmåling 2021, tabel 2'"])
    date: Day = Field(examples=["2022-02-01"])

    def received(self) -> Received:
        """The entry as the statement shows it."""
        name = Text(da=f"Oplyst af {self.authority}", en=f"Stated by {self.authority}")
        value = Given(
            name, Fraction(self.value), UNITS[self.unit], Source(self.document, str(self.date))
        )
        return Received(
            value, self.n, self.date, self.document, self.authority, self.segment, self.measure
        )


class Assessments(Record):
    """The file as a whole. Empty lists where nothing is stated."""

    schema_: Literal["samvirke.assessments/1"] = Field(alias="schema")
    hub: Word = Field(examples=["Erhvervshus Nordjylland"])
    year: Year = Field(examples=["2021"])
    deliveries: tuple[DeliveryEntry, ...] = ()
    processes: tuple[ProcessEntry, ...] = ()
    received: tuple[ReceivedEntry, ...] = ()
    _file: YamlFile | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _says_each_thing_once(self) -> Self:
        told: set[tuple[object, ...]] = set()
        keys: list[tuple[tuple[object, ...], tuple[str | int, ...]]] = [
            *(
                ((e.point, e.goal, e.threshold), ("deliveries", at))
                for at, e in enumerate(self.deliveries)
            ),
            *(
                ((None, e.goal, e.threshold), ("processes", at))
                for at, e in enumerate(self.processes)
            ),
            *(
                ((e.point, e.segment, e.measure, "received"), ("received", at))
                for at, e in enumerate(self.received)
            ),
        ]
        for key, place in keys:
            if key in told:
                raise Rejected(
                    Text(
                        da="Det samme er oplyst to gange. Behold den ene.",
                        en="The same thing is stated twice. Keep one.",
                    ),
                    place=place,
                )
            told.add(key)
        return self

    def place_of(self, entries: str, at: int) -> tuple[str, int | None]:
        """The file and line of an entry, or its number in the list where no file was read."""
        if self._file is None:
            return f"{entries}, nr. {at + 1}", None
        return f"{self._file.name}, {entries}", self._file.line_of((entries, at))

    def read_from(self, file: YamlFile) -> Self:
        """The same, knowing the file that it was read from."""
        self._file = file
        return self

    def delivery(
        self, *, point: str | None = None, goal: int | None = None, threshold: str | None = None
    ) -> DeliveryEntry | None:
        """What is stated of one delivery."""
        wanted = (point, goal, threshold)
        found = (e for e in self.deliveries if (e.point, e.goal, e.threshold) == wanted)
        return next(found, None)

    def process(self, goal: int, threshold: str | None = None) -> ProcessEntry | None:
        """What is stated of one process goal or threshold."""
        found = (e for e in self.processes if (e.goal, e.threshold) == (goal, threshold))
        return next(found, None)

    def received_of(self, point: str) -> tuple[Received, ...]:
        """The values received of one measure point."""
        return tuple(e.received() for e in self.received if e.point == point)


def nothing_assessed(hub: str, year: int) -> Assessments:
    """A file that states nothing, for a hub that has not assessed anything yet."""
    return Assessments.model_validate({"schema": SCHEMA, "hub": hub, "year": str(year)})


def load_assessments(path: Path) -> Assessments:
    """The assessments in ``path``. Raises ``InputError`` with every problem in the file."""
    file = read_yaml(path)
    return validate(Assessments, file).read_from(file)

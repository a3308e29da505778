"""Taking an import back: the versions before it become current again, exactly."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone

from samvirke.apps.accounts.domain import Verb, outsider, record_event
from samvirke.apps.accounts.models import User
from samvirke.apps.database import StoreError
from samvirke.apps.guidance.models import Engagement
from samvirke.apps.imports.domain.files import tables_of
from samvirke.apps.imports.models import Confirmation, Import, row_models
from samvirke.apps.sql import Rows
from samvirke.apps.store import exclusive, in_words
from samvirke.apps.surveys.domain import Orphan, mixed_weights, orphans
from samvirke.apps.surveys.models import AwarenessAnswer
from samvirke.figures import Text, format_date
from samvirke.records.imports import ImportKind


class CannotRevert(StoreError):
    """An import that stays; ``later`` are the imports that rest on its rows."""

    def __init__(self, what: Text, later: Iterable[int] = ()) -> None:
        self.later = tuple(later)
        super().__init__(what)


@in_words()
def revert(number: int, *, actor: str, at: datetime, user: User | None = None) -> Import:
    """Takes import ``number`` back on behalf of ``actor``, and returns it.

    ``user`` is who acts on the site; a command has none. The hub's log tells of it.
    Snapshots stay as they are. Raises ``CannotRevert`` where there is no such import, it was
    reverted before, or later imports changed, withdrew or confirmed its rows or rest on them;
    nothing is changed then.
    """
    with exclusive():
        record: Import | None = Import.objects.filter(pk=number).first()
        if record is None:
            raise CannotRevert(_unknown(number))
        if record.reverted_at is not None:
            raise CannotRevert(_reverted(record))
        tables = [Rows(model) for model in row_models(tables_of(ImportKind(record.kind)))]
        later = {found for rows in tables for found in _later(rows, record)}
        if later:
            raise CannotRevert(_touched(number, later), sorted(later))
        before = frozenset(orphans(record.hub))
        for rows in tables:
            rows.model.objects.filter(brought_by=record).update(current=False)
            rows.model.objects.filter(ended_by=record).update(current=True, ended_by=None)
        Confirmation.objects.filter(by=record).delete()
        record.reverted_at, record.reverted_by_user = at, user
        record.reverted_on_behalf_of = None if user else outsider(actor)
        record.save(update_fields=["reverted_at", "reverted_by_user", "reverted_on_behalf_of"])
        _check_answers(record, before)
        record_event(
            organisation=f"hub:{record.hub}",
            actor=user,
            verb=Verb.IMPORT_REVERTED,
            about=f"import:{record.pk}",
            on_behalf_of="" if user else actor,
            at=at,
        )
    return record


def _later(rows: Rows, record: Import) -> Iterator[int]:
    """The imports that changed, withdrew, confirmed or brought back what ``record`` touched.

    Also those of a full year in which a row stood that ``record`` ended: their silence on it
    counted for nothing only because it was gone already.
    """
    found = rows.run(
        """
        SELECT ended_by_id FROM {table} WHERE brought_by_id = %s AND ended_by_id IS NOT NULL
        UNION
        SELECT f.by_id FROM {confirmations} f JOIN {table} v ON v.id = f.version
        WHERE f."table" = %s AND v.brought_by_id = %s
        UNION
        SELECT s.brought_by_id FROM {table} c JOIN {table} s ON {same_key}
        JOIN {imports} i ON i.id = s.brought_by_id
        WHERE c.ended_by_id = %s AND s.brought_by_id > %s AND i.reverted_at IS NULL
        UNION
        SELECT i.id FROM {table} c JOIN {imports} i ON i.hub = c.hub AND {dated_by}
        BETWEEN i.full_year * {per_year} AND (i.full_year + 1) * {per_year} - 1
        WHERE c.ended_by_id = %s AND i.id > %s AND i.kind = %s AND i.reverted_at IS NULL
        """,
        [
            *(record.pk, rows.schema.name, record.pk),
            *(record.pk, record.pk),
            *(record.pk, record.pk, record.kind),
        ],
    )
    return (number for (number,) in found)


def _check_answers(record: Import, before: frozenset[Orphan]) -> None:
    """What must hold of answers, now that the versions before ``record`` are current again.

    Answers that had lost their engagement already, ``before``, are no matter of this import.
    """
    homeless = [item for item in orphans(record.hub) if item not in before]
    if homeless:
        first = homeless[0]
        ended = Engagement.objects.filter(
            hub=record.hub, engagement=first.engagement, ended_by__gt=record.pk
        )
        numbers = {item.brought_by for item in homeless}
        numbers |= set(ended.values_list("ended_by", flat=True))
        later = sorted(number for number in numbers if number > record.pk)
        raise CannotRevert(_homeless(record.pk, first, len(homeless), later), later)
    years = mixed_weights(record.hub)
    if years:
        answers = AwarenessAnswer.objects.filter(
            current=True, hub=record.hub, survey_year__in=years, brought_by__gt=record.pk
        )
        later = sorted(set(answers.values_list("brought_by", flat=True)))
        raise CannotRevert(_mixed(record.pk, years[0], later), later)


def _unknown(number: int) -> Text:
    return Text(
        da=f"Der er ingen import {number}. »samvirke imports« viser dem, der er.",
        en=f"There is no import {number}. 'samvirke imports' lists those there are.",
    )


def _reverted(record: Import) -> Text:
    day = timezone.localdate(record.reverted_at)
    return Text(
        da=f"Import {record.pk} er allerede trukket tilbage den {format_date(day, 'da')} af "
        f"{record.reverted_by}. Intet er ændret.",
        en=f"Import {record.pk} was reverted already on {format_date(day, 'en')} by "
        f"{record.reverted_by}. Nothing was changed.",
    )


def _first_revert(later: Iterable[int]) -> Text:
    numbers = [str(number) for number in sorted(later, reverse=True)]
    if not numbers:
        return Text(
            da="Indlæs først en fil, der retter det. Intet er ændret.",
            en="First import a file that mends this. Nothing was changed.",
        )
    return Text(
        da=f"Træk først disse tilbage, i denne rækkefølge: import {', '.join(numbers)}. Intet er "
        "ændret.",
        en=f"First revert these, in this order: import {', '.join(numbers)}. Nothing was changed.",
    )


def _touched(number: int, later: Iterable[int]) -> Text:
    advice = _first_revert(later)
    return Text(
        da=f"Import {number} kan ikke trækkes tilbage: senere importer har ændret, trukket eller "
        f"bekræftet dens rækker. {advice.da}",
        en=f"Import {number} cannot be reverted: later imports changed, withdrew or confirmed its "
        f"rows. {advice.en}",
    )


def _homeless(number: int, first: Orphan, count: int, later: Iterable[int]) -> Text:
    advice = _first_revert(later)
    return Text(
        da=f"Import {number} kan ikke trækkes tilbage: {count} evalueringer ville stå uden deres "
        f"forløb (fx evaluering {first.evaluation} om forløb {first.engagement}). {advice.da}",
        en=f"Import {number} cannot be reverted: {count} evaluations would be without their "
        f"engagement (such as evaluation {first.evaluation} on engagement {first.engagement}). "
        f"{advice.en}",
    )


def _mixed(number: int, year: int, later: Iterable[int]) -> Text:
    advice = _first_revert(later)
    return Text(
        da=f"Import {number} kan ikke trækkes tilbage: undersøgelsen {year} ville have vægte i "
        f"nogle svar og ikke i andre. {advice.da}",
        en=f"Import {number} cannot be reverted: the survey of {year} would have weights in some "
        f"answers and not in others. {advice.en}",
    )

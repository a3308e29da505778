"""The form with which a file is brought."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samvirke.apps.imports.domain import MOST_UPLOADED
from samvirke.apps.imports.words import KINDS
from samvirke.apps.languages import in_page_language, page_language
from samvirke.figures import Text
from samvirke.records.files import MEBIBYTE

_MOST_MAPPING = MEBIBYTE
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_LABELS = {
    "file": (
        Text(da="Fil", en="File"),
        Text(
            da=f"CSV eller Excel (.xlsx), højst {MOST_UPLOADED // MEBIBYTE} MB.",
            en=f"CSV or Excel (.xlsx), at most {MOST_UPLOADED // MEBIBYTE} MB.",
        ),
    ),
    "kind": (Text(da="Filens slags", en="Kind of file"), None),
    "full_year": (
        Text(da="Helt år (kan udelades)", en="Full year (optional)"),
        Text(
            da="Skriv et årstal, hvis filen rummer alt fra det år. Rækker fra året, som ikke står "
            "i filen, udgår så.",
            en="Write a year if the file holds all of that year. Rows of the year that are not in "
            "the file are then withdrawn.",
        ),
    ),
    "mapping": (
        Text(da="Oversættelse af overskrifter (kan udelades)", en="Mapping of headings (optional)"),
        Text(
            da="En YAML-fil, som siger, hvad filens egne overskrifter og svar betyder.",
            en="A YAML file that says what the file's own headings and answers mean.",
        ),
    ),
}


class UploadForm(forms.Form):  # type: ignore[misc]  # Django brings no types
    """A file, what it is, and how its headings are read."""

    file = forms.FileField(widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}))
    kind = forms.ChoiceField()
    full_year = forms.IntegerField(required=False, min_value=_FIRST_YEAR, max_value=_LAST_YEAR)
    mapping = forms.FileField(
        required=False, widget=forms.FileInput(attrs={"accept": ".yaml,.yml"})
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        for name, (label, hint) in _LABELS.items():
            self.fields[name].label = in_page_language(label)
            self.fields[name].help_text = "" if hint is None else in_page_language(hint)
        language = page_language()
        self.fields["kind"].choices = [
            (kind.value, words.in_language(language).capitalize()) for kind, words in KINDS.items()
        ]

    def clean_file(self) -> Any:
        """The file, unless it is too large."""
        told = self.cleaned_data["file"]
        if told.size > MOST_UPLOADED:
            raise ValidationError(in_page_language(TOO_LARGE))
        return told

    def clean_mapping(self) -> bytes | None:
        """The mapping's bytes; one that is far too large is refused unread."""
        told = self.cleaned_data["mapping"]
        self.cleaned_data["mapping_name"] = ""
        if told is None:
            return None
        if told.size > _MOST_MAPPING:
            raise ValidationError(in_page_language(_LARGE_MAPPING))
        self.cleaned_data["mapping_name"] = told.name
        content: bytes = told.read()
        return content


TOO_LARGE = Text(
    da=f"Filen er større end {MOST_UPLOADED // MEBIBYTE} MB og er ikke læst. Del den op efter år, "
    "eller bed driften om at læse den ind med kommandoen »samvirke import«.",
    en=f"The file is larger than {MOST_UPLOADED // MEBIBYTE} MB and was not read. Split it by "
    "year, or ask operations to take it in with the command 'samvirke import'.",
)
_LARGE_MAPPING = Text(
    da="Oversættelsen er større end 1 MB. Kontrollér, at det er den rigtige fil.",
    en="The mapping is larger than 1 MB. Check that it is the right file.",
)

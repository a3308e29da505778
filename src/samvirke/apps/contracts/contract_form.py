"""The form in which a performance contract is written or uploaded."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samvirke.apps.accounts.web import in_page_language
from samvirke.figures import Text
from samvirke.records.files import MEBIBYTE


class ContractForm(forms.Form):  # type: ignore[misc]  # Django brings no types
    """A contract as a file, kept byte for byte, or as text. ``content`` is
    what was given, ``seen`` the fingerprint of the version that the writer started from.
    """

    file = forms.FileField(required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, hint in _WORDS:
            self.fields[name].label = in_page_language(label)
            self.fields[name].help_text = in_page_language(hint)

    def clean(self) -> dict[str, Any]:
        """Takes the file before the text. A browser's line ends become the file's own."""
        told: dict[str, Any] = super().clean()
        file, text = told.get("file"), told.get("text") or ""
        if file is not None:
            if file.size > MEBIBYTE:
                raise ValidationError(in_page_language(_TOO_LARGE))
            told["content"] = file.read()
        elif text.strip():
            told["content"] = text.replace("\r\n", "\n").encode()
        elif not self.errors:
            raise ValidationError(in_page_language(_NOTHING))
        return told


_WORDS = (
    (
        "file",
        Text(da="Fil", en="File"),
        Text(
            da="En YAML-fil på højst 1 MB. Vælges en fil, er det den, der bruges.",
            en="A YAML file of at most 1 MB. Where a file is chosen, it is used.",
        ),
    ),
    (
        "text",
        Text(da="Kontrakten som tekst", en="The contract as text"),
        Text(
            da="YAML. Hver linje kan rettes; fejl nævner linjen.",
            en="YAML. Every line can be edited; errors name the line.",
        ),
    ),
)
_TOO_LARGE = Text(
    da="Filen er større end 1 MB. Så stor er ingen kontrakt; kontrollér, at det er den rigtige.",
    en="The file is larger than 1 MB. No contract is; check that it is the right one.",
)
_NOTHING = Text(
    da="Der er hverken fil eller tekst. Vælg en fil, eller skriv kontrakten.",
    en="There is neither file nor text. Choose a file, or write the contract.",
)

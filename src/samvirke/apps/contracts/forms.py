"""Forms for a statement's steps and a contract's confirmations."""

from typing import Any

from django import forms

from samvirke.apps.accounts.web import in_page_language
from samvirke.figures import Text
from samvirke.schemes.contract_confirmation import MOST_OF_DOCUMENT, Party
from samvirke.schemes.results_statement import Step


class StepForm(forms.Form):  # type: ignore[misc]  # Django brings no types
    """A step with its day and the document that shows it; ``seen`` is the content looked at."""

    step = forms.ChoiceField(widget=forms.RadioSelect)
    taken_on = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    document = forms.CharField(max_length=MOST_OF_DOCUMENT)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, steps: tuple[Step, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(step.value, in_page_language(step.label)) for step in steps]
        self.fields["step"].choices = choices
        self.fields["step"].error_messages["invalid_choice"] = in_page_language(_NOT_NOW)
        for name, label, hint in _WORDS:
            self.fields[name].label = in_page_language(label)
            self.fields[name].help_text = in_page_language(hint) if hint else ""


class ConfirmForm(forms.Form):  # type: ignore[misc]  # Django brings no types
    """A confirmation with its day and document; ``seen`` is the SHA-256 of what was looked at."""

    confirmed_on = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    document = forms.CharField(widget=forms.TextInput(attrs={"maxlength": MOST_OF_DOCUMENT}))
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, hint in _CONFIRM_WORDS[party]:
            self.fields[name].label = in_page_language(label)
            self.fields[name].help_text = in_page_language(hint)


_NOT_NOW = Text(
    da="Det skridt kan ikke tages nu. Vælg et af dem, der står her.",
    en="That step cannot be taken now. Choose one of those that stand here.",
)
_WORDS = (
    ("step", Text(da="Skridt", en="Step"), None),
    (
        "taken_on",
        Text(da="Dato", en="Date"),
        Text(
            da="Den dag, skridtet blev taget: efter årets udgang og ikke i fremtiden.",
            en="The day on which the step was taken: after the year’s end, not in the future.",
        ),
    ),
    (
        "document",
        Text(da="Dokument", en="Document"),
        Text(
            da="Det, der viser skridtet, fx »Referat af 14. juni 2022, pkt. 3«.",
            en='What shows the step, for example "Minutes of 14 June 2022, item 3".',
        ),
    ),
)
_DOCUMENT = Text(da="Dokument", en="Document")
_CONFIRM_WORDS = {
    Party.HUB: (
        (
            "confirmed_on",
            Text(da="Dato for bestyrelsens godkendelse", en="Day of the board’s approval"),
            Text(
                da="Den dag, erhvervshusets bestyrelse godkendte kontrakten.",
                en="The day on which the business hub’s board approved the contract.",
            ),
        ),
        (
            "document",
            _DOCUMENT,
            Text(
                da="Det, der viser det, fx »Bestyrelsesreferat af 8. december 2021, pkt. 4«.",
                en='What shows it, for example "Board minutes of 8 December 2021, item 4".',
            ),
        ),
    ),
    Party.KKR: (
        (
            "confirmed_on",
            Text(da="Dato for KKR-mødet", en="Day of the KKR’s meeting"),
            Text(
                da="Den dag, KKR godkendte kontrakten.",
                en="The day on which the KKR approved the contract.",
            ),
        ),
        (
            "document",
            _DOCUMENT,
            Text(
                da="Det, der viser det, fx »Referat af KKR-møde 19. november 2021, pkt. 3.1«.",
                en='What shows it, for example "Minutes of the KKR, 19 November 2021, item 3.1".',
            ),
        ),
    ),
}

"""A form for one question, made from the questionnaire and checked by it."""

from __future__ import annotations

from typing import cast

from django import forms
from django.http import QueryDict
from question_page import SKIPPED, UNKNOWN, QuestionPage, answer_from_form

from childconcern import Questionnaire
from childconcern.facts import Json
from childconcern.problems import Fault

__all__ = ["QuestionForm"]


class QuestionForm(forms.Form):
    """One question, and the version of the draft that its page was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    key = forms.CharField(widget=forms.HiddenInput, max_length=300)

    def __init__(
        self, page: QuestionPage, questionnaire: Questionnaire, version: int, sent: QueryDict | None
    ) -> None:
        """Make the form of a page; ``sent`` is what came back, if anything did."""
        initial = {"version": version, "key": page.key}
        super().__init__(sent, initial=initial, label_suffix="", use_required_attribute=False)
        self.page = page
        self.questionnaire = questionnaire
        self.fields["answer"] = _field(page)

    def clean(self) -> dict[str, object]:
        """Read the answer as the library does; what is wrong is said in the pack's words."""
        cleaned: dict[str, object] = dict(super().clean() or self.cleaned_data)
        chosen = cleaned.get("answer") or ""
        sent = cast("list[str]", chosen) if isinstance(chosen, list) else [str(chosen)]
        read = answer_from_form(self.questionnaire, self.page.key, sent)
        if isinstance(read, Fault):
            self.errors.pop("answer", None)  # Django's own words would repeat what was sent
            self.add_error("answer", self.page.error)
        return cleaned | {"read": read}

    def read(self) -> Json:
        """Return the answer of a form that is valid."""
        (answer,) = self.cleaned_data["read"]
        kept: Json = answer
        return kept


def _field(page: QuestionPage) -> forms.Field:
    choices = [(one.value, one.words) for one in page.choices]
    others = ((UNKNOWN, page.unknown), (SKIPPED, "Skip this question" if page.optional else ""))
    every = [*choices, *((value, said) for value, said in others if said)]
    field: forms.Field
    if page.several:
        field = forms.MultipleChoiceField(choices=every, widget=forms.CheckboxSelectMultiple)
    elif choices:
        field = forms.ChoiceField(choices=every, widget=forms.RadioSelect)
    else:
        long = page.kind in {"long-text", "address"}
        field = forms.CharField(widget=forms.Textarea if long else forms.TextInput)
    field.label, field.help_text = page.text, page.hint
    field.required = False  # what is missing is said in the pack's words, by the form
    return field

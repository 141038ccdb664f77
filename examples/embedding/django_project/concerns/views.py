"""Four pages: begin, one question, deciding, and the outcome with a way to send anyway."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from front_door import council_day, fitting_answers
from question_page import page_of

from childconcern import Journey, Pack
from concerns.apps import front_door
from concerns.forms import QuestionForm
from concerns.models import Contact, Decision, Draft

__all__ = ["begin", "conclude", "outcome", "question"]

STALE = "This question was answered in another tab. Nothing from that page was kept."
GET_OR_POST = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(GET_OR_POST)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a draft under the version of the pack that is in force."""
    if request.method != "POST":
        return render(request, "concerns/begin.html")
    digest = front_door().current(timezone.now()).digest
    with transaction.atomic():
        draft = Draft.objects.create(contact=Contact.objects.create(), pack_digest=digest)
    return redirect("question", draft_id=draft.pk)


@never_cache
@require_http_methods(GET_OR_POST)
def question(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Ask what is next; keep an answer only where nobody else answered since."""
    draft = get_object_or_404(Draft, pk=draft_id)
    if Decision.objects.filter(pk=draft_id).exists():
        return redirect("outcome", draft_id=draft_id)
    pack = _pack(draft)
    journey = _walked(draft, pack)
    page = page_of(pack.questionnaire(), journey)
    if page is None:
        return _concluded(draft, pack)
    sent = request.POST if request.method == "POST" else None
    form = QuestionForm(page, pack.questionnaire(), draft.version, sent)
    shown = {"form": form, "page": page, "draft": draft, "choices": bool(page.choices)}
    if sent is None:
        return render(request, "concerns/question.html", shown)
    if (sent.get("version"), sent.get("key")) != (str(draft.version), page.key):
        return _stale(request, draft, pack)
    if not form.is_valid():
        return render(request, "concerns/question.html", shown, status=422)
    if not _keep(draft, {**draft.answers, page.key: form.read()}, pack):
        return _stale(request, get_object_or_404(Draft, pk=draft_id), pack)
    return redirect("question", draft_id=draft_id)


@never_cache
@require_POST
def conclude(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Decide on what is known so far: stopping early leads to a next step too."""
    del request
    draft = get_object_or_404(Draft, pk=draft_id)
    if Decision.objects.filter(pk=draft_id).exists():
        return redirect("outcome", draft_id=draft_id)
    return _concluded(draft, _pack(draft))


@never_cache
@require_http_methods(GET_OR_POST)
def outcome(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Say what to do now, in the words that were stored; a referrer may always send anyway."""
    decision = get_object_or_404(Decision, pk=draft_id)
    if request.method == "POST":
        Decision.objects.filter(pk=draft_id).update(sent_anyway=True)
        return redirect("outcome", draft_id=draft_id)
    shown = {"decision": decision, "record": decision.record}
    return render(request, "concerns/outcome.html", shown)


def _concluded(draft: Draft, pack: Pack) -> HttpResponse:
    """Store one decision on all that is kept, whoever asks how often.

    Keeping the answers once more takes the draft's number, so that no other tab can add
    to them. Where one did before, its answer is read first: nothing is decided without it.
    """
    with transaction.atomic():
        if _keep(draft, draft.answers, pack):
            record = front_door().record(pack, draft.answers, timezone.now())
            Decision.objects.create(contact=draft.contact, record=record)
    return redirect("question", draft_id=draft.pk)


def _pack(draft: Draft) -> Pack:
    """Return the pack that a draft goes on under: its own, or where that is gone the current."""
    held = front_door().packs.get(draft.pack_digest)
    if held is not None:
        return held
    now = timezone.now()
    pack = front_door().current(now)
    _keep(draft, fitting_answers(draft.answers, pack, council_day(now)), pack)
    draft.refresh_from_db()
    return pack


def _walked(draft: Draft, pack: Pack) -> Journey:
    now = timezone.now()
    given = front_door().given(pack, now)
    return pack.walk(draft.answers, given=given, on=council_day(now))


def _keep(draft: Draft, answers: dict[str, object], pack: Pack) -> bool:
    """Keep answers where the draft is still as it was read; one statement, so two tabs are safe."""
    unchanged = Draft.objects.filter(pk=draft.pk, version=draft.version)
    version = draft.version + 1
    return bool(unchanged.update(answers=answers, version=version, pack_digest=pack.digest))


def _stale(request: HttpRequest, draft: Draft, pack: Pack) -> HttpResponse:
    page = page_of(pack.questionnaire(), _walked(draft, pack))
    if page is None:
        return redirect("question", draft_id=draft.pk)
    form = QuestionForm(page, pack.questionnaire(), draft.version, None)
    shown = {"form": form, "page": page, "draft": draft, "choices": bool(page.choices)}
    return render(request, "concerns/question.html", shown | {"notice": STALE}, status=409)

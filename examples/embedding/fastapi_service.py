"""A JSON service with FastAPI: a draft, a question at a time, a decision, and sending anyway."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Annotated, cast

from attrs import asdict, frozen
from drafts import Draft, Drafts, StaleDraftError
from fastapi import APIRouter, Body, Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from front_door import FrontDoor, council_day, fitting_answers, question_of
from pydantic import JsonValue
from question_page import page_of

from childconcern import AnswersRefusedError, Journey, Pack

__all__ = ["Service", "create_app", "utc_now"]

Clock = Callable[[], dt.datetime]
Shown = dict[str, object]
router = APIRouter()


def utc_now() -> dt.datetime:
    """Return the time; the one place where this service looks at a clock."""
    return dt.datetime.now(dt.UTC)


@frozen(kw_only=True)
class Service:
    """What every request stands on; one per process.

    Attributes:
        front_door: The packs, and what the service itself knows.
        drafts: Where answers and records are kept.
        clock: Returns an aware time.
    """

    front_door: FrontDoor
    drafts: Drafts
    clock: Clock = utc_now

    def walked(self, draft: Draft, pack: Pack) -> Journey:
        """Return how far a draft has come, with what the service knows at this moment."""
        now = self.clock()
        given = self.front_door.given(pack, now)
        return pack.walk(draft.answers, given=given, on=council_day(now))

    def find(self, draft_id: str) -> tuple[Draft, Pack]:
        """Return a draft and its pack: the one it began under, while that is held here.

        Where it is no longer, answers that still fit go over to the current one.
        """
        draft = self.drafts.find(draft_id)
        if draft is None:
            raise HTTPException(404, "there is no such draft; begin a new one")
        held = self.front_door.packs.get(draft.pack_digest)
        if held is not None or self.drafts.record(draft_id) is not None:
            return draft, held or self.front_door.current(self.clock())
        pack = self.front_door.current(self.clock())
        kept = fitting_answers(draft.answers, pack, council_day(self.clock()))
        return self.drafts.save(draft, kept, pack.digest), pack

    def page(self, draft: Draft, pack: Pack) -> Shown:
        """Return the question that is next, or that it is time to decide."""
        journey = self.walked(draft, pack)
        question = page_of(pack.questionnaire(), journey)
        return {
            "draft": draft.id,
            "version": draft.version,
            "question": None if question is None else asdict(question),
            # A decision may be asked for at any time: stopping early must lead somewhere too.
            "decide": f"/drafts/{draft.id}/decision",
        }


def service_of(request: Request) -> Service:
    """Return what ``create_app`` made once."""
    return cast("Service", request.app.state.service)


In = Annotated[Service, Depends(service_of)]


def create_app(service: Service) -> FastAPI:
    """Return the application. Packs were read before, so it never starts without them."""
    app = FastAPI(title="Tell us about a worry for a child", docs_url=None, redoc_url=None)
    app.state.service = service
    app.include_router(router)
    app.add_exception_handler(RequestValidationError, refuse_without_echo)
    app.add_exception_handler(AnswersRefusedError, refuse_by_question)
    app.add_exception_handler(StaleDraftError, refuse_as_stale)
    app.middleware("http")(never_cached)
    return app


@router.post("/drafts", status_code=201)
def begin(service: In) -> Shown:
    """Begin a draft under the version of the pack that is in force."""
    pack = service.front_door.current(service.clock())
    return service.page(service.drafts.begin(pack.digest), pack)


@router.get("/drafts/{draft_id}")
def show(draft_id: str, service: In) -> Shown:
    """Return the question that is next."""
    return service.page(*service.find(draft_id))


@router.put("/drafts/{draft_id}/answers/{key}")
def answer(
    draft_id: str,
    key: str,
    value: Annotated[JsonValue, Body(embed=True)],
    if_match: Annotated[int, Header()],
    service: In,
) -> Shown:
    """Keep one answer, as the library reads it, and return what is next.

    ``If-Match`` is the version that the page showed. Putting the same answer
    again changes nothing, so a browser may repeat it.
    """
    draft, pack = service.find(draft_id)
    if key in draft.answers and draft.answers[key] == value and if_match <= draft.version:
        return service.page(draft, pack)
    if if_match != draft.version:
        raise StaleDraftError
    answers = {**draft.answers, key: value}
    pack.walk(answers, on=council_day(service.clock()))  # refuses what is wrong
    return service.page(service.drafts.save(draft, answers, pack.digest), pack)


@router.post("/drafts/{draft_id}/decision")
def conclude(draft_id: str, service: In) -> Shown:
    """Decide on what is known so far, once: asking again returns the same record."""
    draft, pack = service.find(draft_id)
    record = service.drafts.record(draft_id)
    if record is None:
        made = service.front_door.record(pack, draft.answers, service.clock())
        record = service.drafts.conclude(draft, made)
    return {
        "said": record["said"],
        "decision": record["decision"],
        "send_anyway": f"/drafts/{draft_id}/send-anyway",
    }


@router.put("/drafts/{draft_id}/send-anyway", status_code=202)
def send_anyway(draft_id: str, service: In) -> Shown:
    """Note that the referrer sends it whatever was advised. It advises; people decide."""
    if service.drafts.record(draft_id) is None:
        raise HTTPException(409, f"decide first: POST /drafts/{draft_id}/decision")
    service.drafts.send_anyway(draft_id)
    return {"sent_anyway": True}


async def refuse_by_question(request: Request, error: Exception) -> Response:
    """Answer 422 with what is wrong by question, in the pack's words, and no answer."""
    del request
    problems = error.problems if isinstance(error, AnswersRefusedError) else ()
    named = {question_of(str(one.place.path[0])): one for one in problems}
    errors = [{"question": name, "code": one.code} for name, one in named.items()]
    return JSONResponse({"detail": "mend these answers", "errors": errors}, 422)


async def refuse_as_stale(request: Request, error: Exception) -> Response:
    """Answer 409: another tab was quicker, and nothing of this one was kept."""
    del request, error
    return JSONResponse({"detail": "answered in another tab; GET the draft and go on"}, 409)


async def refuse_without_echo(request: Request, error: Exception) -> Response:
    """Answer 422 without the body: the framework's own answer repeats what was sent."""
    del request, error
    return JSONResponse({"detail": 'send {"value": ...} and If-Match: the version'}, 422)


async def never_cached(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Keep answers out of every cache, the browser's included."""
    response = await call_next(request)
    response.headers["Cache-Control"] = "no-store"
    return response

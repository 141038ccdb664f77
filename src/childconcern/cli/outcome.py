"""What a request came to, in words: the decision that stands, and what the other one adds."""

from __future__ import annotations

from rich.console import Console

from childconcern.cli.output import say
from childconcern.decision import Decision
from childconcern.explanation import explain, explanation_text
from childconcern.pack import ENGLISH, Pack, Words
from childconcern.submission import RequestForService

__all__ = ["say_outcome", "says_the_same"]


def says_the_same(request: RequestForService) -> bool:
    """Return whether the request form changed nothing that happens next."""
    first, second = request.screened, request.decision
    return first is not None and _next(first) == _next(second)


def say_outcome(
    out: Console, request: RequestForService, pack: Pack, words: Words = ENGLISH
) -> None:
    """Print the decision that stands, and the other one where it has duties of its own."""
    standing = request.standing
    say(out, explanation_text(explain(standing, pack, words=words), words))
    for other in (request.decision, request.screened):
        if other is not None and not set(other.duties) <= set(standing.duties):
            name = "duties-of-further" if other is request.decision else "duties-of-first"
            out.print(f"\n{words.say(name)}", style="bold")
            say(out, explanation_text(explain(other, pack, words=words), words))


def _next(decision: Decision) -> tuple[str, str | None, tuple[str, ...]]:
    return decision.route, decision.variant, decision.duties

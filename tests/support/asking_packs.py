"""A pack around one questionnaire, for tests of how it is asked."""

from childconcern.pack import Pack
from childconcern.policy import Route, RoutingPolicy
from childconcern.questionnaire import Questionnaire

__all__ = ["pack_that_asks"]


def pack_that_asks(questionnaire: Questionnaire) -> Pack:
    """Return a pack that asks these questions, and sends everything one way."""
    vocabulary = questionnaire.vocabulary
    door = Route(id="door", name="Door", next_step="Ring.", destinations=("front-door",))
    policy = RoutingPolicy(
        id="asking", version="1", vocabulary=vocabulary, otherwise="door", routes=(door,)
    )
    return Pack(
        id="asking",
        version="1",
        vocabulary=vocabulary,
        policy=policy,
        questionnaires=(questionnaire,),
    )

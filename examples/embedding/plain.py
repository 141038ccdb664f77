"""The whole library in fifteen lines: ask, decide, explain, and write what to keep."""

import datetime as dt
import json
import sys
from zoneinfo import ZoneInfo

from childconcern import decision_document, explain, explanation_text, load_pack

pack = load_pack(sys.argv[1])  # a pack with a problem stops the program here
today = dt.datetime.now(ZoneInfo("Europe/London")).date()  # the council's day, not the server's
answers: dict[str, object] = {}
while (key := (journey := pack.walk(answers, on=today)).next) is not None:
    print(f"{key}? as JSON, null for not known:", file=sys.stderr)
    answers[key] = json.loads(input())
decision = pack.decide(journey, on=today)
print(explanation_text(explain(decision, pack)), file=sys.stderr)
print(json.dumps(decision_document(decision)))

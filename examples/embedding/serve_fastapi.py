"""Run the FastAPI service: ``serve_fastapi.py DRAFTS.sqlite PACK...``; it prints its address."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import uvicorn
from drafts import Drafts
from fastapi_service import Service, create_app
from front_door import open_front_door


def main(drafts: str, *packs: str) -> None:
    """Serve on a port of loopback that the machine chooses; in front stands your proxy."""
    service = Service(front_door=open_front_door(packs), drafts=Drafts(file=Path(drafts)))
    listening = socket.create_server(("127.0.0.1", 0))
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    # No access log: addresses of drafts are secrets of those who began them.
    server = uvicorn.Server(uvicorn.Config(create_app(service), access_log=False))
    server.run(sockets=[listening])


if __name__ == "__main__":
    main(*sys.argv[1:])

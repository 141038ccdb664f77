"""Serve the project on a port of loopback that the machine chooses; it prints its address."""

from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from wsgi import application


class QuietHandler(WSGIRequestHandler):
    """Writes no access log: addresses of drafts are secrets of those who began them."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Write nothing."""


if __name__ == "__main__":
    with make_server("127.0.0.1", 0, application, WSGIServer, QuietHandler) as server:
        print(f"http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()

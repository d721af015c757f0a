"""What takes the replies? A process that answers every POST at once and counts them; GET tells how many."""

import asyncio
import sys
from typing import Final, cast

import uvloop

_TAKEN: Final = b'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{"id":"1"}'
_END: Final = b"\r\n\r\n"
_TYPING: Final = b'"typing"'  # an answer that takes long is announced; that is no reply
_LENGTH: Final = b"content-length:"
_taken = 0


class Connector(asyncio.Protocol):
    """Speaks as little HTTP as the replies need, so that it is not what is measured."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._received = b""

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(_END)) >= 0:
            head = self._received[:end].lower()
            size = end + len(_END) + _length(head)
            if len(self._received) < size:
                return
            request, self._received = self._received[:size], self._received[size:]
            self._transport.write(_answer(head, request))


def _length(head: bytes) -> int:
    _, found, rest = head.partition(_LENGTH)
    return int(rest.split(b"\r\n", 1)[0]) if found else 0


def _answer(head: bytes, request: bytes) -> bytes:
    global _taken
    if not head.startswith(b"get "):
        _taken += _TYPING not in request
        return _TAKEN
    count = str(_taken).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s" % (len(count), count)


async def main(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Connector, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))

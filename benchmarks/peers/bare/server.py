"""What does a reply cost without any bot framework? Parse, post the reply on one pooled session, answer."""

import sys
from collections.abc import AsyncIterator

import aiohttp
import uvloop
from aiohttp import web

SESSION = web.AppKey("session", aiohttp.ClientSession)


async def messages(request: web.Request) -> web.Response:
    activity = await request.json()
    conversation = activity["conversation"]["id"]
    reply = {
        "type": "message",
        "text": f"Echo: {activity['text']}",
        "conversation": {"id": conversation},
        "replyToId": activity["id"],
    }
    url = f"{activity['serviceUrl']}v3/conversations/{conversation}/activities/{activity['id']}"
    async with request.app[SESSION].post(url, json=reply) as response:
        await response.read()
    return web.Response()


async def session(app: web.Application) -> AsyncIterator[None]:
    async with aiohttp.ClientSession() as app[SESSION]:
        yield


app = web.Application()
app.cleanup_ctx.append(session)
app.router.add_post("/api/messages", messages)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None, loop=uvloop.new_event_loop())

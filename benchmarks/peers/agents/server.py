"""What does a reply cost with the Microsoft 365 Agents SDK? Anonymous: nothing is signed or verified."""

import logging
import sys

from aiohttp import web
from microsoft_agents.authentication.msal import MsalConnectionManager
from microsoft_agents.hosting.aiohttp import CloudAdapter, jwt_authorization_middleware
from microsoft_agents.hosting.core import ActivityHandler, AgentAuthConfiguration, TurnContext

logging.disable(logging.WARNING)  # it warns on every turn that there is no app id

connections = MsalConnectionManager(CONNECTIONS={"SERVICE_CONNECTION": {"SETTINGS": {"ANONYMOUS_ALLOWED": True}}})
adapter = CloudAdapter(connection_manager=connections)


class EchoAgent(ActivityHandler):
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


agent = EchoAgent()


async def messages(request: web.Request) -> web.Response:
    return await adapter.process(request, agent)


app = web.Application(middlewares=[jwt_authorization_middleware])
app.router.add_post("/api/messages", messages)
app["agent_configuration"] = AgentAuthConfiguration(anonymous_allowed=True)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)

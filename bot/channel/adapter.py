"""How does a request become a turn, and a turn an answer?"""

import logging
from typing import Any

import orjson
from aiohttp import web
from botbuilder.core import Bot, CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ConversationAccount
from botframework.connector.auth import AuthenticateRequestResult, BotFrameworkAuthentication, ClaimsIdentity
from botframework.connector.auth.connector_factory import ConnectorFactory

from bot.channel.activities import Malformed, incoming
from bot.channel.addresses import Addresses
from bot.channel.connector import ChannelClient, Connector, SendFailed
from bot.channel.guard import Guard, Refused
from storage.conversations import Chat

log = logging.getLogger(__name__)


class PooledConnectors(ConnectorFactory):  # type: ignore[misc]
    """Connector clients that share one session and one token. The token goes to no address that is only local."""

    def __init__(self, signed: Connector, unsigned: Connector, addresses: Addresses) -> None:
        self._signed = signed
        self._unsigned = unsigned
        self._addresses = addresses

    async def create(self, service_url: str, audience: str | None = None) -> ChannelClient:
        """Also for an address that was stored when other settings were in force."""
        if not self._addresses.allows(service_url):
            raise SendFailed(403)
        return (self._signed if self._addresses.names(service_url) else self._unsigned).at(service_url)


class GuardedAuthentication(BotFrameworkAuthentication):  # type: ignore[misc]
    """The SDK's seam. The guard has spoken before an activity exists, so no header is judged here."""

    def __init__(self, app_id: str, connectors: PooledConnectors) -> None:
        self._connectors = connectors
        self.admitted = AuthenticateRequestResult()
        self.admitted.claims_identity = ClaimsIdentity({"aud": app_id, "appid": app_id}, True)
        self.admitted.connector_factory = connectors

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        raise PermissionError("Activities come through the guard alone.")

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        raise PermissionError("There is no streaming channel.")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return self._connectors

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """People sign in to Teams, never to the bot."""


class TeamsAdapter(CloudAdapterBase):  # type: ignore[misc]
    """`POST /api/messages`."""

    def __init__(self, guard: Guard, authentication: GuardedAuthentication, bot: Bot) -> None:
        super().__init__(authentication)
        self._guard = guard
        self._admitted = authentication.admitted
        self._bot = bot

    async def answer(self, request: web.BaseRequest) -> web.Response:
        try:
            activity = incoming(await self._guard.admit(request))
        except Refused as refusal:
            log.info("Refused with %d: %s", refusal.status, refusal.reason)
            headers = {"WWW-Authenticate": "Bearer"} if refusal.status == 401 else None
            return web.Response(status=refusal.status, headers=headers)
        except Malformed as exc:
            log.info("Refused with 400: malformed %s", exc)
            return web.Response(status=400)
        return _response(await self.process_activity(self._admitted, activity, self._bot.on_turn))

    async def send(self, context: TurnContext, activity: Activity) -> str:
        """To whom `context` answers; the id that Teams gives it. `TurnContext` would copy the whole card first."""
        _addressed(activity, context.activity)
        activity.reply_to_id = context.activity.id
        [sent] = await self.send_activities(context, [activity])
        return str(sent.id or "")

    async def tell(self, context: TurnContext, chat: Chat, activity: Activity) -> str:
        """Another conversation than the one that `context` is in."""
        _addressed(activity, context.activity)
        activity.conversation = ConversationAccount(id=chat.conversation)
        activity.service_url = chat.service_url
        connector = await self._admitted.connector_factory.create(chat.service_url)
        sent = await connector.conversations.send_to_conversation(chat.conversation, activity)
        return str(sent.id or "")

    async def replace(self, context: TurnContext, activity: Activity) -> str:
        """In place of the message whose id `activity` has; anew where that is gone."""
        _addressed(activity, context.activity)
        sent = await self.update_activity(context, activity)
        return str(sent.id) if sent else ""


def _addressed(activity: Activity, asked: Activity) -> None:
    activity.channel_id = asked.channel_id
    activity.service_url = asked.service_url
    activity.conversation = asked.conversation
    activity.locale = asked.locale
    activity.from_property, activity.recipient = asked.recipient, asked.from_property


def _response(invoked: InvokeResponse | None) -> web.Response:
    if invoked is None:
        return web.Response(status=200)
    body: Any = invoked.body
    if body is None:
        return web.Response(status=invoked.status)
    return web.Response(status=invoked.status, body=orjson.dumps(body), content_type="application/json")

"""In which of Teams' ways does an answer reach the person?"""

from typing import Any, cast

from botbuilder.core import InvokeResponse, TurnContext

from bot.channel.activities import CARD, message, with_file
from bot.channel.indicator import Indicator
from storage.conversations import Chat

MESSAGE = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"
FOUND = "application/vnd.microsoft.search.searchResponse"
MOST_SHOWN = 15  # suggestions, by Teams


class NewMessage:
    """To a typed message: each answer is a message of its own."""

    activity_id: str | None = None

    def __init__(self, context: TurnContext) -> None:
        self.conversation: str = context.activity.conversation.id
        self.indicator = Indicator(context)
        self._context = context

    async def say(self, text: str) -> None:
        await self._send(text)

    async def show(self, card: dict[str, Any], text: str) -> str:
        return await self._send(text, card)

    async def attach(self, file: dict[str, Any]) -> None:
        await self._context.adapter.send(self._context, with_file(file))

    async def _send(self, text: str, card: dict[str, Any] | None = None) -> str:
        self.indicator.stop()
        activity_id: str = await self._context.adapter.send(self._context, message(text, card))
        return activity_id


class Privately(NewMessage):
    """To whoever asks in a channel what is not discussed there: in their own chat with the bot."""

    def __init__(self, context: TurnContext, chat: Chat) -> None:
        super().__init__(context)
        self.conversation = chat.conversation
        self._chat = chat

    async def _send(self, text: str, card: dict[str, Any] | None = None) -> str:
        activity_id: str = await self._context.adapter.tell(self._context, self._chat, message(text, card))
        return activity_id


class InPlaceOfCard(NewMessage):
    """To an `Action.Submit`: the first card replaces the one whose button was pressed."""

    def __init__(self, context: TurnContext) -> None:
        super().__init__(context)
        self.activity_id = context.activity.reply_to_id
        self._replaced = False

    async def show(self, card: dict[str, Any], text: str) -> str:
        if self._replaced or not self.activity_id:
            return await super().show(card, text)
        self._replaced = True
        self.indicator.stop()
        activity = message(text, card)
        activity.id = self.activity_id
        activity_id: str = await self._context.adapter.replace(self._context, activity)
        return activity_id

    async def attach(self, file: dict[str, Any]) -> None:
        if self._replaced or not self.activity_id:
            await super().attach(file)
            return
        self._replaced = True
        activity = with_file(file)
        activity.id = self.activity_id
        await self._context.adapter.replace(self._context, activity)


class InvokeAnswer(NewMessage):
    """To an `Action.Execute`: one card or one sentence is the HTTP answer, all else a message."""

    def __init__(self, context: TurnContext) -> None:
        super().__init__(context)
        self.activity_id = context.activity.reply_to_id
        self._card: dict[str, Any] | None = None
        self._text = ""

    async def say(self, text: str) -> None:
        if self._card is not None:
            await super().say(text)
            return
        self._text = f"{self._text}\n\n{text}" if self._text else text

    async def show(self, card: dict[str, Any], text: str) -> str:
        if self._card is not None:
            return await super().show(card, text)
        if self._text:  # the card takes the place that the sentence had
            await super().say(self._text)
        self._card = _under(text, card)
        return self.activity_id or ""

    def response(self) -> InvokeResponse:
        if self._card is not None:
            return invoked({"statusCode": 200, "type": CARD, "value": self._card})
        return invoked({"statusCode": 200, "type": MESSAGE, "value": self._text})


class SearchAnswer(NewMessage):
    """To an `application/search`: suggestions, or the sentence that says why there are none."""

    def __init__(self, context: TurnContext) -> None:
        super().__init__(context)
        self.found: list[tuple[str, str]] = []
        self._failure = ""

    async def say(self, text: str) -> None:
        self._failure = text

    def response(self) -> InvokeResponse:
        if self._failure:
            return refused(500, self._failure)
        results = [{"value": value, "title": title} for value, title in self.found[:MOST_SHOWN]]
        return invoked({"statusCode": 200, "type": FOUND, "value": {"results": results}})


def refused(status: int, text: str) -> InvokeResponse:
    """Teams reads the status in the body; only what is malformed is refused over HTTP as well."""
    code = "BadRequest" if status == 400 else "InternalServerError"
    body = {"statusCode": status, "type": ERROR, "value": {"code": code, "message": text}}
    return invoked(body, 400 if status == 400 else 200)


def invoked(body: dict[str, Any] | None, status: int = 200) -> InvokeResponse:
    return InvokeResponse(status=status, body=body)


def _under(text: str, card: dict[str, Any]) -> dict[str, Any]:
    """The answer of an invoke has no room for a sentence beside its card, so it becomes the card's first line."""
    if not text:
        return card
    line = {"type": "TextBlock", "text": text, "wrap": True}
    return {**card, "body": [line, *cast(list[Any], card.get("body", []))]}

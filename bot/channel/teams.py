"""Which behaviour does an activity ask for?"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botbuilder.schema import Activity

from bot.channel.activities import cleaned, is_personal, locale_of, zone_of
from bot.channel.connector import ConversationBlocked, SendFailed
from bot.channel.locks import Locks
from bot.channel.people import Acquaintances, who_of
from bot.channel.ways import InPlaceOfCard, InvokeAnswer, NewMessage, Privately, SearchAnswer, invoked, refused
from bot.errors import honest
from cards.words import Words, words_for
from dialogs.links import Links
from dialogs.turn import Turn, Uploads
from storage import audit, conversations
from storage.access import Who
from storage.database import Database
from storage.erasure.beside import Beside
from storage.export_files import Folder
from storage.people import Profile

Behaviour = Callable[[Turn], Awaitable[None]]
Suggest = Callable[[Turn, str, str], Awaitable[list[tuple[str, str]]]]
Action = Mapping[str, Any]

LONGEST_TYPED = 200  # characters of a search
LONGEST_TURN = 60.0  # seconds; a turn that hangs would hold up its conversation for ever


class AftercallBot(ActivityHandler):  # type: ignore[misc]
    """One activity, one `Turn`, one behaviour. What is not handled here is quietly accepted by `ActivityHandler`."""

    def __init__(
        self,
        db: Database,
        links: Links,
        files: Folder,
        beside: Beside,
        *,
        route: Behaviour,
        suggest: Suggest,
        welcome: Behaviour,
        consent: Behaviour,
        uploads: Uploads,
    ) -> None:
        self._db = db
        self._links = links
        self._files = files
        self._beside = beside
        self._route = route
        self._suggest = suggest
        self._welcome = welcome
        self._consent = consent
        self._uploads = uploads
        self._locks = Locks()
        self._people = Acquaintances(db)

    async def on_turn(self, context: TurnContext) -> None:
        """Activities of one conversation wait for each other; suggestions change nothing and must be quick."""
        if context.activity.name == "application/search":
            await super().on_turn(context)
            return
        async with self._locks.hold(context.activity.conversation.id):
            await super().on_turn(context)

    async def on_message_activity(self, context: TurnContext) -> None:
        action = _action(context.activity.value)
        way = NewMessage(context) if action is None else InPlaceOfCard(context)
        with way.indicator:
            await self._run(context, way, self._route, action)

    async def on_conversation_update_activity(self, context: TurnContext) -> None:
        me = context.activity.recipient
        if me and me.id in {member.id for member in context.activity.members_added}:
            await self._run(context, NewMessage(context), self._greet)

    async def on_installation_update_add(self, context: TurnContext) -> None:
        await self._run(context, NewMessage(context), self._greet)

    async def on_installation_update_remove(self, context: TurnContext) -> None:
        who = who_of(context.activity)
        if who and context.activity.action == "remove":  # an upgrade removes too, and adds again
            async with honest(NewMessage(context).say, _words(context.activity), context.activity.conversation.id):
                await self._people.park(who, context.activity.conversation.id)

    async def on_invoke_activity(self, context: TurnContext) -> None:
        match context.activity.name:
            case "adaptiveCard/action":
                response = await self._execute(context)
            case "application/search":
                response = await self._search(context)
            case "fileConsent/invoke":
                response = await self._answer_consent(context)
            case _:  # an error would be shown as one of the app
                response = invoked(None)
        await context.adapter.send(context, Activity(type="invokeResponse", value=response))

    async def _execute(self, context: TurnContext) -> InvokeResponse:
        value = context.activity.value
        pressed = value.get("action") if isinstance(value, dict) else None
        data = pressed.get("data") if isinstance(pressed, dict) else None
        if not isinstance(data, dict):
            return refused(400, "An action with its data is missing.")
        way = InvokeAnswer(context)
        await self._run(context, way, self._route, data)
        return way.response()

    async def _answer_consent(self, context: TurnContext) -> InvokeResponse:
        """The answer takes the place of Teams' question."""
        value = context.activity.value
        if not isinstance(value, dict):
            return refused(400, "A value is missing.")
        await self._run(context, InPlaceOfCard(context), self._consent, value)
        return invoked(None)

    async def _search(self, context: TurnContext) -> InvokeResponse:
        value = context.activity.value
        dataset, typed = (value.get("dataset"), value.get("queryText")) if isinstance(value, dict) else (None, None)
        if not isinstance(dataset, str) or not isinstance(typed, str):
            return refused(400, "A dataset and a text are missing.")
        way = SearchAnswer(context)

        async def look_up(turn: Turn) -> None:
            way.found = await self._suggest(turn, dataset, turn.text)

        context.activity.text = typed[:LONGEST_TYPED]
        await self._run(context, way, look_up)
        return way.response()

    async def _greet(self, turn: Turn) -> None:
        if not await self._db.write(conversations.welcome, turn.who, turn.conversation):
            return
        try:
            await self._welcome(turn)
        except SendFailed:  # Teams announces an install more than once: the next time may succeed
            await self._db.write(conversations.not_welcomed, turn.who, turn.conversation)
            raise

    async def _run(
        self, context: TurnContext, way: NewMessage, behave: Behaviour, action: Action | None = None
    ) -> None:
        activity = context.activity
        words = _words(activity)
        async with honest(way.say, words, way.conversation), asyncio.timeout(LONGEST_TURN):
            who = who_of(activity)
            profile = await self._people.profile(who) if who else None
            if who is None or profile is None:
                if who:
                    await self._db.write(audit.refused, who, activity.type)
                if activity.type != "installationUpdate":  # the conversationUpdate beside it is answered
                    await way.say(words("error-stranger"))
                return
            await self._people.remember(who, activity)
            words = _words(activity, profile.language)
            async with honest(way.say, words, way.conversation):
                await self._behave(behave, self._turn(context, way, who, profile, words, action))

    async def _behave(self, behave: Behaviour, turn: Turn) -> None:
        try:
            await behave(turn)
        except ConversationBlocked:
            await self._people.park(turn.who, turn.conversation)

    async def _privately(self, context: TurnContext, turn: Turn, behave: Behaviour) -> bool:
        """In the person's own chat, which waits for nobody's turn in the channel. False if they cannot be reached."""
        chat = await self._db.read(conversations.own_chat, turn.who)
        if chat is None:
            return False
        async with self._locks.hold(chat.conversation):
            try:
                await behave(replace(turn, way=Privately(context, chat), personal=True))
            except ConversationBlocked:
                await self._people.park(turn.who, chat.conversation)
                return False
        return True

    def _turn(
        self, context: TurnContext, way: NewMessage, who: Who, profile: Profile, words: Words, action: Action | None
    ) -> Turn:
        activity = context.activity
        return Turn(
            who=who,
            profile=profile,
            words=words,
            text=cleaned(activity) if action is None else "",
            action=action,
            personal=is_personal(activity),
            db=self._db,
            way=way,
            links=self._links,
            files=self._files,
            beside=self._beside,
            uploads=self._uploads,
            forget=partial(self._people.forget, who),
            forget_person=self._people.forget_person,
            elsewhere=partial(self._privately, context),
        )


def _action(value: Any) -> Action | None:
    """A button's data; other values come with messages that were typed for the person (`messageBack`)."""
    return value if isinstance(value, dict) and isinstance(value.get("action"), str) else None


def _words(activity: Activity, language: str | None = None) -> Words:
    return words_for(locale_of(activity), zone_of(activity), language)

"""Who is this, and how can they be reached again?"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from botbuilder.schema import Activity

from bot.channel.activities import is_install, kind_of, locale_of, zone_of
from storage import conversations, people
from storage.access import Who
from storage.database import Database
from storage.people import Profile

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

KNOWN_SECONDS = 30.0
MOST_REMEMBERED = 10_000


class Acquaintances:
    """People seen in the last half minute, and conversations as they were seen in it. Both bounded."""

    def __init__(self, db: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._db = db
        self._clock = clock
        self._profiles: OrderedDict[Who, tuple[Profile, float]] = OrderedDict()
        self._seen: OrderedDict[tuple[Who, str], tuple[tuple[str, ...], float]] = OrderedDict()

    async def profile(self, who: Who) -> Profile | None:
        """None: nobody with a role here. That is asked afresh each time, so a new role counts at once."""
        known = self._profiles.get(who)
        now = self._clock()
        if known and now < known[1]:
            return known[0]
        profile = await self._db.read(people.profile, who)
        if profile is None or not (profile.roles or profile.tenants):
            self.forget(who)
            return None
        _keep(self._profiles, who, (profile, now + KNOWN_SECONDS))
        return profile

    def forget(self, who: Who) -> None:
        self._profiles.pop(who, None)

    def forget_person(self, object_id: str) -> None:
        """Whatever tenant they write from: somebody else has changed their roles."""
        for who in [who for who in self._profiles if who.person == object_id]:
            del self._profiles[who]

    async def remember(self, who: Who, activity: Activity) -> None:
        """How to write to the conversation; stored when something about it has changed, and now and then.

        For another process may have found that nothing can be sent there: what somebody writes shows that it can.
        """
        conversation: str = activity.conversation.id
        facts = (activity.service_url, kind_of(activity), locale_of(activity), zone_of(activity))
        known, until = self._seen.get((who, conversation), (None, 0.0))
        now = self._clock()
        if known == facts and now < until and not is_install(activity):
            return
        service_url, kind, locale, zone = facts
        await self._db.write(
            conversations.seen,
            who,
            conversation=conversation,
            service_url=service_url,
            kind=kind,
            locale=locale,
            zone=zone,
        )
        _keep(self._seen, (who, conversation), (facts, now + KNOWN_SECONDS))

    async def park(self, who: Who, conversation: str) -> None:
        """Nothing more is sent there until it is installed, or written in, again."""
        await self._db.write(conversations.uninstalled, who, conversation)
        for key in [key for key in self._seen if key[1] == conversation]:
            del self._seen[key]


def who_of(activity: Activity) -> Who | None:
    """None: Teams does not say who it is (a connector, another bot)."""
    sender = activity.from_property
    if sender is None or not sender.aad_object_id:
        return None
    return Who(tenant=activity.conversation.tenant_id.lower(), person=sender.aad_object_id.lower())


def _keep(cache: OrderedDict[K, V], key: K, value: V) -> None:
    cache[key] = value
    cache.move_to_end(key)
    if len(cache) > MOST_REMEMBERED:
        cache.popitem(last=False)

"""To which addresses may an answer, and with it our token, be sent?"""

import re
from functools import lru_cache

from bot.settings import Settings, is_loopback

# Strict, so that no two readers of a URL can disagree about its host: no user, no query, no backslash, no escape.
_SERVICE_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]{1,253}|\[[0-9a-f:]{2,45}\])(?P<port>:\d{1,5})?(?P<path>(/[\w~-][\w.~-]{0,100}){0,8}/?)",
    re.ASCII | re.IGNORECASE,
)


class Addresses:
    """The allow-list of connector hosts. A loopback host is on it in the local mode, or when it is named."""

    def __init__(self, settings: Settings) -> None:
        self._hosts = frozenset(settings.service_url_hosts)
        self._local = settings.local
        self.allows = lru_cache(maxsize=256)(self._allows)
        self.names = lru_cache(maxsize=256)(self._names)

    @staticmethod
    def is_local(service_url: str) -> bool:
        found = _SERVICE_URL.fullmatch(service_url)
        return found is not None and is_loopback(found["host"])

    def _allows(self, service_url: str) -> bool:
        return self.names(service_url) or (self._local and self.is_local(service_url))

    def _names(self, service_url: str) -> bool:
        """On the list by its name: our token may go there too."""
        found = _SERVICE_URL.fullmatch(service_url)
        if found is None:
            return False
        host = found["host"].lower().strip("[]")
        if host not in self._hosts and host + (found["port"] or "") not in self._hosts:
            return False
        return is_loopback(host) or (found["scheme"].lower() == "https" and found["port"] in (None, ":443"))

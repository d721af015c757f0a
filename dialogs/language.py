"""In which language does somebody want their answers?"""

from typing import Final

from cards import help as cards
from dialogs import inputs
from dialogs.commands import Actions, Command
from dialogs.turn import Turn
from storage import people

_NAMES: Final = {
    "en": "en",
    "english": "en",
    "englisch": "en",
    "de": "de",
    "german": "de",
    "deutsch": "de",
}


async def ask(turn: Turn) -> None:
    await turn.show(cards.languages(turn.words, people.LANGUAGES))


async def choose(turn: Turn) -> None:
    await speak(turn, inputs.text(turn.action, "language"))


async def speak(turn: Turn, name: str) -> None:
    """By its code or its name; without one it is asked for."""
    if not name:
        await ask(turn)
        return
    code = _NAMES.get(name.casefold())
    if code is None:
        await turn.say(turn.words("language-unknown"))
        return
    await turn.db.write(people.speak, turn.who, code)
    turn.forget()
    await turn.say(turn.words.speaking(code)("language-now"))


COMMANDS: Final = (Command(words=("language", "sprache"), run=speak, action="language.ask"),)
ACTIONS: Final[Actions] = {"language.ask": ask, "language.choose": choose}

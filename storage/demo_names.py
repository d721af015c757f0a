"""How are the invented customers of the demo called?

None of these holds "ray", "holt", "gray" or another part of the customers that the guides and the tests look for.
"""

from typing import Final

_FIRST = """Aino Aleksander Amélie Anders Beatriz Björn Boris Camille Chiara Daniela Dario Elif Emeka Emma Fatima Felix
Giulia Greta Hanna Hugo Ines Ivan Jakub Jana João Jonas Katharina Kenji Lars Laura Leon Lina Luca Magda Malik Marco
Maria Mathieu Mei Mila Nadia Nils Nora Oskar Paolo Petr Quentin Rahel Rosa Sanna Selin Simon Sofia Stefan Tariq Tereza
Tim Ueli Valeria Vera Vito Wanda Yann Yuki"""
_LAST = """Aebi Andersen Baumann Bianchi Brunner Conti Dubois Egli Eriksen Fischer Fontana Frei Garcia Gerber Graf Haas
Hofmann Huber Ivanov Jansen Keller Kowalski Kunz Lambert Lehmann Leroy Lindqvist Lopez Maurer Meier Moretti Moser
Nakamura Nielsen Novak Odermatt Okafor Olsen Pereira Petrov Richter Rossi Roth Santos Schmid Silva Steiner Suter Tanaka
Tobler Vogel Wagner Weber Wenger Widmer Wyss Yilmaz Zbinden Zimmermann"""

FIRST_NAMES: Final = tuple(_FIRST.split())
LAST_NAMES: Final = tuple(_LAST.split())

_SYLLABLES = (
    "Ba Be Bi Bo Bru Da De Do Du Fa Fe Fi Fo Ga Ge Gu Ha He Hu Ja Je Ka Ke Ko Ku La Le Li Lo Lu Ma Me Mi Mo Na Ne No",
    "ba ber bi cher da den di fel ga gen ka ken la len li lo man men mi mo na nen ni ra ren ri sa sen si ta ten ti",
    "bach berg cker der ek elli ens ert etti eva feld ger hard ier ini ins kova ler ling mann mer nek ner oni ov sen "
    "ski son stein ter thal vic wald witz zi",
)
SYLLABLES: Final = tuple(tuple(each.split()) for each in _SYLLABLES)
"""Beginnings, middles and ends of surnames, for large stores."""

"""How does a command say that it could not?"""


class Failed(Exception):
    """Ends the command with exit status 1. The text is for the operator: plain sentences, nobody's data."""

"""How the deed classifier is trained; not part of the program."""

"""The project's knowledge: data files, and the one way to load them."""

"""The pieces of the actors stage: names, people, titles, descriptions, coreference."""

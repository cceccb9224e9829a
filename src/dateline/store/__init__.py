"""The record: stories, their codings, the events that they tell of, and what people say of them, in one database."""

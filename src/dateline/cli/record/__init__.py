"""The commands that keep the record: add, review, agreement, retract, backup, doctor."""

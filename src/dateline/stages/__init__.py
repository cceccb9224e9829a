"""The stages: functions from values to values, one file for what each finds."""

"""One capability alone, on records: `dateline predict TASK`."""

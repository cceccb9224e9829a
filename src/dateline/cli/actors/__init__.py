"""`dateline actors`: find, show and check who is who, and propose what the tables lack."""

"""`dateline codebook`: check, show and compare codebooks."""

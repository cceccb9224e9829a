"""Finding and siting the names of places: candidates → judgement → resolution."""

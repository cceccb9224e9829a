"""What the world is known to hold: states, organisations, offices and their holders, each fact dated and sourced."""

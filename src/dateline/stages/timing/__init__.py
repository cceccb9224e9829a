"""The grammar of times, in pieces: days, words, rules, tense, and the makers that give a rule its meaning."""

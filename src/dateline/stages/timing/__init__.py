"""The grammar of times, in pieces: days and intervals, words, rules, tense, and the makers that give a rule its meaning."""

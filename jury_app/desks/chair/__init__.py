"""The chair's desk: rounds, decisions, standings, lists, bundle."""

"""The kit: what every window of Jury App is made of."""

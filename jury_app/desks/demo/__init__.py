"""The story: a whole festival played by seeded people through the real desks."""

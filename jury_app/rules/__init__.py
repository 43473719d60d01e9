"""What the festival decided: profiles, rules, texts, phases, and who may sign what. No I/O."""

"""What people say: the signed documents and the tables of their lives. No I/O."""

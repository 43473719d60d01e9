"""The player: films on libvlc, and what stands around them."""

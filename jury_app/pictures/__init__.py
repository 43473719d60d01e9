"""Pictures as lists of shapes: pure functions from values; windows, SVG and PDF draw them."""

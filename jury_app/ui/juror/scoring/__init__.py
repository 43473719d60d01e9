"""The scorecard as a form: matrix, lanes and gate, ethics, cues, comments."""

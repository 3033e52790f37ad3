"""Training of the reader: data, model, training loop, evaluation and export."""

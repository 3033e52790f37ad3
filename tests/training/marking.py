"""What is marked as evidence in an example."""

from training.examples import Example


def marked(example: Example) -> list[str]:
    """The sentences of an example that are evidence."""
    pairs = zip(example.sentences, example.evidence, strict=True)
    return [example.passage[start:end] for (start, end), flag in pairs if flag]

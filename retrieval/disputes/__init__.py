"""What two sentences must share, and in what they must differ, to contradict each other.

``asking`` tells what kind of value a question asks for, ``claims`` reads it out of a sentence (``dates``, ``amounts``,
``polarity``; ``clauses`` finds where it stands and who says it, ``verbs`` tells what happened from what holds),
``normal`` compares two values. ``frame`` holds what a claim is about and ``sameness`` decides whether two are about the
same thing. ``standing`` orders the versions. ``told`` reads them where one sentence tells of the difference itself.
"""

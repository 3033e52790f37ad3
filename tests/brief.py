"""A small text in the shape of a published brief: headings, runs of markers on a name, a list of URLs."""

RUN = " ".join(f"[{number}]" for number in range(1, 7))
TEXT = f"""Introduction

Harbor Foods {RUN}, a maker of tinned fish, is accused of mislabelling its sardines. Shops are worried.

Description

The complaint {RUN}, lodged on March 3, 2021, says that the tins held herring [2], bought from a broker [3].
Harbor Foods paid a fine of €40,000 [1] [4]. The company denied it. [5]

References

""" + "\n".join(f"[{number}] https://example.org/{number}" for number in range(1, 7))

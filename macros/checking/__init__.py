"""Rules across the items of a Handbook, and what an editor has to look at.

In: a Handbook and its Reader. Out: the same Handbook, checked; or every problem; or findings for a report.
"""

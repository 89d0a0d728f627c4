"""What stands around the pages of a finished site: search, data, service worker, rules for hosts, publishing.

In: the pages that MkDocs wrote. Out: a whole site that takes the old one's place at once.
"""

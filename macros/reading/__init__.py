"""YAML to a Handbook: files parsed, an organization's folder laid over ours, every mistake told with file and line.

In: a Project's folders. Out: a Handbook that its model allows, and a Reader that knows where each part of it stands.
"""

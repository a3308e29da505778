"""Who may do what: users and their roles, invitations, the event log, the access log, mail out.

The lowest app: every other may record events here and ask for roles, and this one knows none.
"""

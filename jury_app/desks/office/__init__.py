"""The office's desk: found, import, assign, invite, publish, receive, check, print."""

"""The workspace on disk: tables, queries, drafts, backups, migrations."""

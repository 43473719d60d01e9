"""Joining: the window before there is a workspace, and what is offered once there is one."""

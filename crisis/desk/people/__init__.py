"""Who works at the desk: accounts and roles, the door, sessions, two-factor sign-in."""

from .roles import DeskRole, ensure_groups, give_role, group_of, note, role_of

__all__ = ["DeskRole", "ensure_groups", "give_role", "group_of", "note", "role_of"]

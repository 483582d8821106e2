"""Colleagues: their accounts, signing in, sessions, two-factor sign-in."""

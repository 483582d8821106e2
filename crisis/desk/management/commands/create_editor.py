"""Makes an account for the desk."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from ...permissions import DeskRole, group_of, note


class Command(BaseCommand):
    help = "Makes an account for the desk; the password comes from CRISIS_EDITOR_PASSWORD, or is asked."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME")
        parser.add_argument(
            "--role",
            choices=[role.value for role in DeskRole],
            default=DeskRole.EDITOR.value,
            help="contributor: drafts only; editor: publishes; chief: retracts, and looks after people",
        )

    def handle(self, *args: Any, name: str, role: str, **options: Any) -> None:
        if User.objects.filter(username=name).exists():
            sentence = _(
                "%(name)s has an account already; nothing was changed. A chief gives another role under "
                "/admin/auth/user/; `manage.py changepassword %(name)s` gives another password."
            )
            self.stdout.write(sentence % {"name": name})
            return
        user = User(username=name, is_staff=True)
        password = settings.CRISIS_EDITOR_PASSWORD or _ask()
        try:
            validate_password(password, user)
            user.set_password(password)
            user.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        with transaction.atomic():
            user.save()
            user.groups.add(group_of(DeskRole(role)))
            note(user, _("Made by the operator, as %(role)s.") % {"role": role}, by=user)
        self.stdout.write(_("%(name)s may sign in at /admin/ as %(role)s.") % {"name": name, "role": role})


def _ask() -> str:
    if not sys.stdin.isatty():
        raise CommandError(_("Set CRISIS_EDITOR_PASSWORD, or run this at a terminal."))
    first = getpass.getpass(_("Password: "))
    if first != getpass.getpass(_("Password, again: ")):
        raise CommandError(_("The two passwords differ."))
    return first

"""What an editor decides about two events that look alike, beside attaching and linking them: that they are not one."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Event, NotDuplicate
from ..writing import save_valid


def keep_apart(one: Event, other: Event, *, by: AbstractBaseUser) -> NotDuplicate:
    """Notes that the two are not the same, so that they are not offered to each other again; once."""
    if one.pk == other.pk:
        raise ValidationError(_("Choose another event to keep this one apart from."), code="itself")
    found = apart(one, other)
    if found:
        return found
    first, second = sorted((one.pk, other.pk))
    pair = NotDuplicate(first_id=first, second_id=second, by_id=by.pk)
    save_valid(pair)
    return pair


def forget_apart(one: Event, other: Event) -> None:
    """Lets the two be offered to each other again; nothing happens to a pair that nobody kept apart."""
    pair = apart(one, other)
    if pair:
        pair.delete()


def apart(one: Event, other: Event) -> NotDuplicate | None:
    """The decision to keep the two apart, if there is one."""
    first, second = sorted((one.pk, other.pk))
    return NotDuplicate.objects.filter(first_id=first, second_id=second).first()

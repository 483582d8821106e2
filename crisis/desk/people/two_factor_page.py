"""The page on which one switches two-factor sign-in on or off for oneself."""

from __future__ import annotations

from base64 import b32encode
from typing import Any

import django_otp
import segno
from django import forms
from django.contrib import admin, messages
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import user_has_device

from .signing_in import device_showing
from .two_factor import enrol, must_enrol, new_secret, phone, switch_off

SECRET = "two_factor_secret"  # noqa: S105  # where the session keeps it until a code has shown that the phone has it too


def _code_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("code the phone shows"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class EnrolForm(forms.Form):
    code = _code_field()


class SwitchOffForm(forms.Form):
    """Both, so that neither a found phone nor an open session is enough."""

    password = forms.CharField(
        label=gettext_lazy("your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = _code_field()


@sensitive_post_parameters()
def two_factor(request: HttpRequest) -> HttpResponse:
    """On: a picture and a code. Off: the password and a code. The recovery codes are in one answer only."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    if user_has_device(request.user):
        return _off(request, request.user)
    return _on(request, request.user)


def _on(request: HttpRequest, user: User) -> HttpResponse:
    secret = request.session.setdefault(SECRET, new_secret())
    form = EnrolForm(request.POST or None)
    if form.is_valid():
        try:
            device, codes = enrol(user, secret=secret, code=form.cleaned_data["code"])
        except ValidationError as refusal:
            form.add_error("code", refusal)
        else:
            del request.session[SECRET]
            django_otp.login(request, device)
            return _page(request, codes=codes)
    device = phone(user, secret)
    return _page(
        request,
        form=form,
        picture=picture(device.config_url),
        secret=in_fours(b32encode(device.bin_key).decode()),
        is_required=must_enrol(user),
    )


def _off(request: HttpRequest, user: User) -> HttpResponse:
    form = SwitchOffForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data  # asked at the door, so that guessing here leads to the same pause
        known = authenticate(request, username=user.get_username(), password=given["password"])
        if known == user and device_showing(given["code"], user=user, request=request):
            switch_off(user, by=user)
            messages.success(request, _("Two-factor sign-in is off."))
            return HttpResponseRedirect(reverse("admin:two-factor"))
        form.add_error(None, _("The password or the code is not right. Wait for the next code, and try again."))
    return _page(request, form=form, is_on=True)


def picture(text: str) -> SafeString:
    """A QR code as SVG: attributes only, for the policy forbids styles. On white, whatever the theme."""
    drawn: str = segno.make(text, micro=False).svg_inline(scale=5, dark="#000", light="#fff", border=4)
    return mark_safe(drawn)  # noqa: S308  # made of our own numbers


def in_fours(letters: str) -> str:
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _page(request: HttpRequest, **context: Any) -> HttpResponse:
    given = {**admin.site.each_context(request), "title": _("Two-factor sign-in"), **context}
    return render(request, "admin/two_factor.html", given)

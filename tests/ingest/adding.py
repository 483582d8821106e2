"""What the tests of adding an article share: sending a text, and the form as a browser would send it back."""

from __future__ import annotations

import html
import re

from django.core.files.uploadedfile import SimpleUploadedFile

ADD = "/admin/articles/article/add/"


def paste(client, text, **fields):
    return client.post(ADD, {"text": text, "_guess": "1", **fields})


def upload(client, name, raw):
    return client.post(ADD, {"text": "", "file": SimpleUploadedFile(name, raw), "_guess": "1"})


def as_shown(response) -> dict[str, str]:
    """What a browser would send of the form as it came, line ends and all."""
    page, form = response.content.decode(), response.context["adminform"].form
    sent = {}
    for name in form.fields:
        value = form[name].value()
        if name in {"new_source", "new_agency"}:
            sent[f"initial-{name}"] = value or ""
        if value is not None and value is not False:
            sent[name] = str(value)
    text = sent["text"].replace("\r\n", "\n").replace("\r", "\n")
    if noted := re.search(r'name="text_line_ends" value="(\w+)"', page):
        sent["text_line_ends"] = noted[1]
    return {**sent, "text": text.replace("\n", "\r\n")}


def words(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def field_errors(response) -> dict[str, list[str]]:
    form = response.context.get("form") or response.context["adminform"].form
    return {name: [str(sentence) for sentence in found] for name, found in form.errors.items()}

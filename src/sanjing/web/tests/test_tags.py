"""Icons, amounts and controls as templates show them."""

import re
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.contrib.staticfiles import finders
from django.utils.translation import override

from sanjing.foundation.entities import registry
from sanjing.web.templatetags.sanjing import control, grouped, icon, initial, money, money_short

ICON = re.compile(r"""{%\s*icon\s+["']([^"']+)["']""")


def drawn() -> set[str]:
    sprite = Path(finders.find("vendor/icons.svg")).read_text("utf-8")
    return set(re.findall(r'<symbol id="([^"]+)"', sprite))


def templates() -> list[Path]:
    homes = [
        Path(app.path) / "templates"
        for app in apps.get_app_configs()
        if app.name.startswith("sanjing.")
    ]
    return [file for home in homes for file in home.rglob("*.html")]


def test_every_icon_named_in_a_template_is_in_the_sprite():
    named = {
        (file.name, name) for file in templates() for name in ICON.findall(file.read_text("utf-8"))
    }
    missing = sorted((file, name) for file, name in named if name not in drawn())
    assert named and not missing, f"add to vendor-lock/icons.txt and run script/vendor: {missing}"


def test_every_icon_of_a_record_type_and_its_verbs_is_in_the_sprite():
    entities = registry.all_entities()
    named = {(e.name, e.icon) for e in entities}
    named |= {(f"{e.name}.{a.verb}", a.icon) for e in entities for a in e.actions.values()}
    missing = sorted(one for one in named if one[1] and one[1] not in drawn())
    assert named and not missing, f"add to vendor-lock/icons.txt and run script/vendor: {missing}"


def test_no_template_needs_a_looser_content_security_policy():
    loose = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|\shx-on", re.IGNORECASE)
    found = [(file.name, loose.search(file.read_text("utf-8"))) for file in templates()]
    assert not [(name, hit.group()) for name, hit in found if hit]


def test_an_icon_refers_into_the_sprite_and_is_silent():
    assert "#trophy" in icon("trophy") and 'aria-hidden="true"' in icon("trophy")


@pytest.mark.parametrize(
    ("name", "letter"), [("王小明", "明"), ("ann Lee", "A"), ("", "?"), (None, "?")]
)
def test_an_avatar_shows_one_letter(name, letter):
    assert initial(name) == letter


@pytest.mark.parametrize(
    ("minor", "text"),
    [(0, "¥0"), (1240000, "¥12,400"), (1240050, "¥12,400.50"), (-5, "-¥0.05"), (None, "")],
)
def test_amounts_are_exact(minor, text):
    assert money(minor) == text


@pytest.mark.parametrize(
    ("minor", "language", "text"),
    [
        (12_400_000, "zh-hans", "¥12.4万"),
        (12_400_000, "zh-hant", "¥12.4萬"),
        (31_000_000_000, "zh-hans", "¥3.1亿"),
        (-1_000_000, "zh-hans", "-¥1万"),
        (999_900, "zh-hans", "¥9,999"),
        (12_400_000, "en", "¥124K"),
        (310_000_000, "en", "¥3.1M"),
    ],
)
def test_amounts_at_a_glance_use_the_units_of_the_language(minor, language, text):
    with override(language):
        assert money_short(minor) == text


def test_counts_are_grouped():
    assert (grouped(10000), grouped("很多")) == ("10,000", "很多")


def test_a_wrong_control_says_so_to_eye_and_ear():
    class Sample(forms.Form):
        phone = forms.CharField(help_text="11 位")

    field = Sample({"phone": ""})["phone"]
    html = control(field)
    assert "form-control is-invalid" in html
    assert 'aria-describedby="id_phone-help id_phone-error"' in html

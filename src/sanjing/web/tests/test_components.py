"""Components keep what they are given out of the markup."""

from pathlib import Path

import pytest
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler

EVIL = "\"'><script>alert(1)</script>"


def shown(source: str, **context) -> str:
    return engines["django"].from_string(CottonCompiler().process(source)).render(context)


@pytest.mark.parametrize(
    "source",
    [
        '<c-button href="{{ evil }}">{{ evil }}</c-button>',
        '<c-button :href="evil" data-confirm="{{ evil }}">x</c-button>',
        '<c-button :data-confirm="evil">x</c-button>',
        '<c-chip remove="{{ evil }}">{{ evil }}</c-chip>',
        '<c-field label="{{ evil }}" help="{{ evil }}" :errors="errors">x</c-field>',
        '<c-copy text="{{ evil }}" :label="evil" />',
        '<c-hit :href="evil" :text="evil" :hint="evil" />',
        '<c-stat :label="evil" :value="evil" href="/" />',
        '<c-avatar :name="evil" />',
        '<c-empty :title="evil" text="{{ evil }}" />',
        '<c-combobox name="a" url="/" :text="evil" />',
        '<c-chart :title="evil" id="a" :option="option" />',
    ],
)
def test_no_component_lets_markup_through(source):
    html = shown(source, evil=EVIL, errors=[EVIL], option={"title": EVIL})
    assert "<script>alert" not in html
    assert "\"'><" not in html


def test_a_button_with_an_address_is_a_link():
    assert shown('<c-button href="/x">看</c-button>').strip().startswith("<a ")


def test_a_button_without_one_does_not_submit_by_itself():
    assert 'type="button"' in shown("<c-button>看</c-button>")


def test_a_pager_says_when_there_are_more():
    assert "10,000+" in shown('<c-pager :count="10000" :capped="True" />')


def test_a_field_ties_errors_to_its_control():
    assert 'id="id_a-error"' in shown('<c-field for="id_a" :errors="e">x</c-field>', e=["错"])


def test_what_a_component_does_not_know_is_passed_on():
    html = shown(
        '<c-button hx-get="/rows/" disabled data-name="{{ name }}">看</c-button>', name="A & B"
    )
    assert 'hx-get="/rows/"' in html
    assert "disabled" in html
    assert 'data-name="A &amp; B"' in html


def test_every_component_says_at_its_top_what_it_takes():
    home = Path(__file__).parent.parent / "templates" / "cotton"
    for file in home.glob("*.html"):
        first = file.read_text("utf-8")
        assert "Attrs:" in first[:700], f"{file.name} must open with the Attrs it takes"
        assert "{{ attrs }}" not in first, (
            f"{file.name}: write {{{{ attrs|passed }}}}, which escapes"
        )

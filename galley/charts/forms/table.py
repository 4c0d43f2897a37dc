"""Amounts of unlike nature, typeset in a table because they belong on no common axis."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from galley.charts.form import Form, Rows, Voice, faultless
from galley.charts.model import Base, FactOfChart, Told
from galley.model import Model, Text


class Columns(Model):
    """The headings of a typeset table."""

    amount: Annotated[Text, Told("Over the amounts.", "金额栏。", {"zh-Hans": "金额", "en": "Amount"})]
    nature: Annotated[Text, Told("Over what kind of money each is.", "性质栏。", {"zh-Hans": "性质", "en": "Kind"})]
    what: Annotated[Text, Told("Over what each is for.", "事项栏。", {"zh-Hans": "事项", "en": "For"})]
    period: Annotated[Text, Told("Over the periods.", "时期栏。", {"zh-Hans": "时期", "en": "Period"})]


class AmountRow(Model):
    """An amount, and what kind of amount it is."""

    fact: FactOfChart
    nature: Annotated[
        Text,
        Told(
            "What kind of money: signed, raised, spent.",
            "款项性质：签约、募集、支出。",
            {"zh-Hans": "签约", "en": "Signed"},
        ),
    ]
    what: Annotated[Text, Told("What it is for.", "事项。", {"zh-Hans": "项目", "en": "Projects"})]
    period: Annotated[Text, Told("When.", "时期。", {"zh-Hans": "全年", "en": "Whole year"})]


class TableChart(Base):
    """Amounts of unlike nature, typeset in a table because they belong on no common axis."""

    form: Literal["table"]
    columns: Annotated[Columns, Told("The headings of the columns.", "各栏标题。")]
    rows: Annotated[tuple[AmountRow, ...], Field(min_length=2), Told("The rows, from the top.", "各行，自上而下。")]


def table(voice: Voice, chart: TableChart) -> Rows:
    heads = chart.columns
    return Rows(
        tuple(voice.say(head) for head in (heads.amount, heads.nature, heads.what, heads.period)),
        tuple(
            (voice.figure(row.fact).words, *(voice.say(text) for text in (row.nature, row.what, row.period)))
            for row in chart.rows
        ),
    )


FORM: Form[TableChart, None] = Form(
    entry=TableChart,
    told=Told("sums that belong on no common axis", "放不到同一根轴上的金额"),
    faults=faultless,
    plot=None,
    table=table,
)

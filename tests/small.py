"""A story small enough to read: three editions and a fourth in Portuguese, which needs data and no code."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from textwrap import dedent

from galley.errors import StoryError
from galley.story.load import Story, load_story
from galley.story.pins import pin

FILES: Mapping[str, str] = {
    "content/story.yaml": """
        id: small
        title: {zh-Hans: 小故事, en: Small story, pt: História}
        headline: {zh-Hans: 向南, en: Southward, pt: Ao sul}
        description: {zh-Hans: 说明, en: About, pt: Sobre}
        lead: {zh-Hans: "共{{money}}。", en: "{{money}} in all.", pt: "{{money}} ao todo."}
        publisher: {zh-Hans: 本刊, en: Us, pt: Nós}
        published: 2024-01-02
        sections: [line, money]
        editions:
          zh-Hans: {lang: zh-Hans, path: "", name: 简体, numbers: zh}
          zh-Hant-HK: {lang: zh-Hant-HK, path: hk/, name: 繁體, numbers: zh, script: [zh-Hans, s2hk]}
          en: {lang: en, locale: en-GB, path: en/, name: English, numbers: en}
          pt: {lang: pt, locale: pt-PT, path: pt/, name: Português, numbers: pt}
        """,
    "content/strings.yaml": """
        figure.attributive: {zh-Hans: "{n}{u}", en: "{n}-{u}", pt: "de {n} {u}"}
        date.before: {zh-Hans: "{date}以前", en: "before {date}", pt: "antes de {date}"}
        date.since: {zh-Hans: "{date}以来", en: "since {date}", pt: "desde {date}"}
        date.span: {zh-Hans: "{start}至{end}", en: "{start} to {end}", pt: "{start} a {end}"}
        date.about: {zh-Hans: "约{date}", en: "about {date}", pt: "cerca de {date}"}
        date.undated: {zh-Hans: 未注明日期, en: undated, pt: sem data}
        date.inferred: {zh-Hans: "〔{year}〕{rest}", en: "{rest} [{year}]", pt: "{rest} [{year}]"}
        """,
    "content/zh-Hans/line.md": """
        ---
        title: 线路
        ---
        铁路{{opened}}通车，用时由{{time}}缩短。

        “湾区”在南边。
        """,
    "content/en/line.md": """
        ---
        title: The line
        ---
        The railway opened in {{opened}} and cut the journey from {{time}}.

        The “bay” lies south.
        """,
    "content/pt/line.md": """
        ---
        title: A linha
        ---
        A linha abriu em {{opened}}; antes, {{time}}.

        A “baía” fica ao sul.
        """,
    "content/zh-Hans/money.md": "---\ntitle: 钱\n---\n合同{{money}}。\n",
    "content/en/money.md": "---\ntitle: Money\n---\nContracts of {{money}}.\n",
    "content/pt/money.md": "---\ntitle: Dinheiro\n---\nContratos de {{money}}.\n",
    "data/numbers.yaml": """
        pt:
          decimal: ","
          group: "."
          link: de
          scales:
          - {size: 1000000000, forms: {other: mil milhões}}
          - {size: 1000000, forms: {one: milhão, other: milhões}}
          words: [zero, um, dois, três]
          ordinal_marks: {other: ".ª"}
        """,
    "data/units.yaml": """
        minute:
          measures: time
          within: hour
          forms: {zh-Hans: 分, en: {one: minute, other: minutes}, pt: {one: minuto, other: minutos}}
        hour:
          measures: time
          size: 60
          forms: {zh-Hans: 小时, en: {one: hour, other: hours}, pt: {one: hora, other: horas}}
          attributive: {en: hour, pt: horas}
        li:
          measures: length
          size: 500
          forms: {zh-Hans: 里, zh-Hant-HK: 里, en: li, pt: li}
        yuan: {measures: money, group: true, forms: {zh-Hans: 元, en: yuan, pt: yuans}}
        tenths:
          measures: ratio
          size: 0.1
          forms: {zh-Hans: 成}
          numerals: {zh-Hans: han}
          as: {en: percent, pt: percent}
        percent: {measures: ratio, size: 0.01, forms: {zh-Hans: "%", en: "%", pt: "%"}}
        kmh:
          measures: speed
          forms: {zh-Hans: "时速{n}公里", en: km/h, pt: km/h}
        project:
          measures: project
          forms: {zh-Hans: 个, en: {one: project, other: projects}, pt: {one: projeto, other: projetos}}
        train:
          measures: train
          forms: {zh-Hans: 列, en: {one: train, other: trains}, pt: {one: trem, other: trens}}
        hospital:
          measures: hospital
          forms: {zh-Hans: 所, en: {one: hospital, other: hospitals}, pt: {one: hospital, other: hospitais}}
        meeting:
          measures: meeting
          forms: {zh-Hans: 次, en: {one: meeting, other: meetings}, pt: {one: reunião, other: reuniões}}
        """,
    "data/qualifiers.yaml": """
        nearly:
          op: "<~"
          label: {zh-Hans: 接近, en: nearly, pt: quase}
          forms: {zh-Hans: ["近{n}{u}"], en: ["nearly {n} {u}"], pt: ["quase {n} {u}"]}
        exceeds:
          op: ">"
          label: {zh-Hans: 突破, en: more than, pt: mais de}
          forms: {zh-Hans: ["突破{n}{u}"], en: ["more than {n} {u}"], pt: ["mais de {n} {u}"]}
        odd:
          op: ">"
          label: {zh-Hans: 余, zh-Hant-HK: 餘, en: more than, pt: mais de}
          forms:
            zh-Hans: ["{n}余{u}"]
            zh-Hant-HK: ["{n}餘{u}"]
            en: ["over {n} {u}"]
            pt: ["mais de {n} {u}"]
        ordinal:
          op: "="
          ordinal: true
          label: {zh-Hans: 序次, en: ordinal, pt: ordinal}
          forms: {zh-Hans: ["第{n}{u}"], en: ["{n} {u}"], pt: ["{n} {u}"]}
        """,
    "data/sources.yaml": """
        paper: {title: {zh-Hans: 报, en: Paper, pt: Jornal}, publisher: {zh-Hans: 社, en: Press, pt: Imprensa},
          lang: zh-Hans, date: 2023, text: paper.txt}
        """,
    "data/sources/paper.txt": """
        赣深高铁2021年建成通车，由原来的近7小时缩短，合同金额突破1800亿元，创历史新高。
        今年2月14日，8所医院、60余个项目签约；广州、深圳等两座城市参加。
        """,
    "data/facts/all.yaml": """
        opened:
          label: {zh-Hans: 通车, en: Opening, pt: Abertura}
          date: 2021
          source: paper
          quote: 赣深高铁2021年建成通车
        time:
          label: {zh-Hans: 用时, en: Time, pt: Tempo}
          value: 7
          unit: hour
          qualifier: nearly
          source: paper
          quote: 由原来的近7小时
        money:
          label: {zh-Hans: 合同, en: Contracts, pt: Contratos}
          value: 180000000000
          unit: yuan
          qualifier: exceeds
          source: paper
          quote: 合同金额突破1800亿元
        record:
          label: {zh-Hans: 纪录, en: Record, pt: Recorde}
          words: {zh-Hans: 创历史新高, en: a record high, pt: um recorde}
          source: paper
          quote: 创历史新高
        met:
          label: {zh-Hans: 会议, en: Meeting, pt: Reunião}
          date: 2023-02-14
          inferred: {zh-Hans: 原文写“今年”, en: It says “this year”, pt: Diz “este ano”}
          source: paper
          quote: 今年2月14日
        hospitals:
          label: {zh-Hans: 医院, en: Hospitals, pt: Hospitais}
          value: 8
          unit: hospital
          source: paper
          quote: 8所医院
        """,
}


def write_story(root: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """Writes the small story to `root`, with files replaced, added, or left out where the change is None.

    Its source texts are pinned.
    """
    for path, text in {**FILES, **(changes or {})}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            target.unlink(missing_ok=True)
        else:
            target.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    with suppress(StoryError):  # of a story that is meant to be broken
        pin(root, [], date(2026, 1, 1))
    return root


def small_story(root: Path, changes: Mapping[str, str | None] | None = None) -> Story:
    """The small story, loaded."""
    return load_story(write_story(root, changes))

"""Machine translation, against a service that answers well, badly, late or not at all. Real HTTP, on this machine."""

import socket

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from cms.machines import (
    AnswerNotUnderstood,
    DeepL,
    KeyRefused,
    LanguagesNotSupported,
    LibreTranslate,
    MachineError,
    NotReachable,
    QuotaUsedUp,
    TextsRefused,
    configured_machines,
)
from cms.machines import service as module

KEY = "secret-0123456789:fx"
LINKED = 'Read <a id="a1">our <b>report</b></a> and <a id="a2">sign</a>, Smith &amp; Sons'


def libretranslate(fake, **options) -> LibreTranslate:
    return LibreTranslate(fake.url, KEY, **options)


def deepl(fake, **options) -> DeepL:
    return DeepL(KEY, fake.url, **options)


@pytest.fixture(params=[libretranslate, deepl])
def machine(request, fake):
    return request.param(fake)


def failure(machine, texts=("Hello",), source: str = "en", target: str = "de") -> MachineError:
    with pytest.raises(MachineError) as caught:
        machine.translate(list(texts), source, target)
    return caught.value


def answer(machine, *texts) -> dict:
    """What a service says that translates into these texts."""
    if isinstance(machine, DeepL):
        return {"translations": [{"text": text} for text in texts]}
    return {"translatedText": list(texts)}


def test_texts_come_back_in_their_order_with_their_markup(machine):
    assert machine.translate(["One", LINKED, "One", "– 2026 –", "…", ""], "en", "de") == [
        "ONE",
        'READ <a id="a1">OUR <b>REPORT</b></a> AND <a id="a2">SIGN</a>, SMITH &amp; SONS',
        "ONE",
        "– 2026 –",
        "…",
        "",
    ]


def test_what_is_sent_to_libretranslate(fake):
    libretranslate(fake).translate(["Grüße", "…"], "en", "pt-br")
    [request] = fake.translations
    assert request.path == "/translate"
    assert request.json == {"q": ["Grüße"], "source": "en", "target": "pt-BR", "format": "html", "api_key": KEY}
    LibreTranslate(f"{fake.url}/prefix/").translate(["Hello"], "en", "de")
    assert fake.translations[-1].path == "/prefix/translate"
    assert "api_key" not in fake.translations[-1].json


def test_what_is_sent_to_deepl(fake):
    deepl(fake).translate(["Grüße"], "pt-br", "en")
    [request] = fake.translations
    assert (request.path, request.headers["Authorization"]) == ("/v2/translate", f"DeepL-Auth-Key {KEY}")
    assert KEY.encode() not in request.body
    assert request.json == {
        "text": ["Grüße"],
        "source_lang": "pt",
        "target_lang": "en-GB",
        "tag_handling": "html",
        "tag_handling_version": "v2",
    }


@pytest.mark.parametrize(("key", "host"), [("k:fx", "https://api-free.deepl.com"), ("k", "https://api.deepl.com")])
def test_free_keys_are_for_another_host(key, host):
    assert DeepL(key).service.url == host


def test_a_service_is_given_no_more_than_it_takes(fake):
    texts = [f"Text {number}" for number in range(120)] + ["م" * 20_000, "م" * 30_000, "ن" * 30_000]
    assert deepl(fake).translate(texts, "en", "de") == [text.upper() for text in texts]
    assert [len(request.json["text"]) for request in fake.translations] == [50, 50, 22, 1]
    assert all(len(request.body) <= 128 * 1024 for request in fake.translations)
    fake.requests.clear()
    libretranslate(fake).translate(texts[:30], "en", "de")
    assert [len(request.json["q"]) for request in fake.translations] == [20, 10]


@pytest.mark.parametrize(
    ("maker", "source", "target", "codes"),
    [
        (libretranslate, "en", "nb", ("en", "nb")),
        (libretranslate, "en", "zh-hant", ("en", "zt")),
        (libretranslate, "pt-br", "de", ("pt", "de")),
        (deepl, "en", "pt", ("en", "pt-PT")),
        (deepl, "en", "pt-br", ("en", "pt-BR")),
        (deepl, "de", "zh", ("de", "zh-Hans")),
        (deepl, "en", "ku", ("en", "kmr")),
        (deepl, "en", "nb", ("en", "nb")),
        # What is not there is not replaced by something like it.
        (libretranslate, "en", "nn", None),
        (libretranslate, "en", "zh", None),
        (libretranslate, "mt", "de", None),
        (deepl, "fr", "de", None),
        # A language is not translated into itself.
        (deepl, "en", "en", None),
        (deepl, "pt", "pt-br", None),
    ],
)
def test_our_languages_and_theirs(fake, maker, source, target, codes):
    machine = maker(fake)
    assert machine.supports(source, target) == (codes is not None)
    if codes:
        machine.translate(["Hello"], source, target)
        sent = fake.translations[0].json
        assert (sent.get("source_lang", sent.get("source")), sent.get("target_lang", sent.get("target"))) == codes
    else:
        assert isinstance(failure(machine, source=source, target=target), LanguagesNotSupported)
        assert not fake.translations


def test_languages_are_asked_for_once(fake, machine):
    assert machine.languages(["en", "de", "mt"]) == {"en": ["de"], "de": ["en"]}
    machine.translate(["Hello"], "en", "de")
    assert len(fake.requests) == 2


@pytest.mark.parametrize("languages", [[], {}, "rubbish", {"error": "no"}, [{"code": 1}], [None], b"<html>"])
def test_a_list_of_languages_that_is_none_is_not_kept(fake, machine, languages):
    fake.languages = languages
    assert isinstance(failure(machine), AnswerNotUnderstood | NotReachable)
    fake.languages = None
    assert machine.translate(["Hello"], "en", "de") == ["HELLO"]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (401, KeyRefused),
        (403, KeyRefused),
        (400, TextsRefused),
        (413, TextsRefused),
        (404, AnswerNotUnderstood),
        (302, AnswerNotUnderstood),
        (b"<html>It works!</html>", AnswerNotUnderstood),
        (b"", AnswerNotUnderstood),
        (b"null", AnswerNotUnderstood),
        (b"[" * 100_000, AnswerNotUnderstood),
        (b'"text"', AnswerNotUnderstood),
        (b"[1]", AnswerNotUnderstood),
        (b'{"translatedText": "HELLO", "translations": {"text": "HELLO"}}', AnswerNotUnderstood),
        (b'{"translatedText": [null], "translations": [{"text": null}]}', AnswerNotUnderstood),
        (b'{"translatedText": [["x"]], "translations": ["x"]}', AnswerNotUnderstood),
        (b'{"translatedText": ["\\u0000"], "translations": [{"text": "\\u0000"}]}', AnswerNotUnderstood),
        (b'{"translatedText": ["\\ud800"], "translations": [{"text": "\\ud800"}]}', AnswerNotUnderstood),
        (b'{"translatedText": [], "translations": []}', AnswerNotUnderstood),
        (b'{"translatedText": ["a", "b"], "translations": [{"text": "a"}, {"text": "b"}]}', AnswerNotUnderstood),
    ],
)
def test_an_answer_that_is_no_translation_is_said_to_be_none(fake, machine, said, kind):
    fake.answers = [said]
    problem = failure(machine)
    assert type(problem) is kind
    assert machine.name in str(problem)
    assert len(fake.translations) == 1


def test_too_few_texts_are_no_translation(fake, machine):
    fake.answers = [answer(machine, "EINS")]
    assert type(failure(machine, ["One", "Two"])) is AnswerNotUnderstood


def test_an_answer_without_end_is_cut_off(fake, machine, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_ANSWER", 1000)
    assert type(failure(machine, ["x" * 2000])) is AnswerNotUnderstood


def test_deepl_says_when_the_quota_is_used_up(fake):
    fake.answers = [456]
    assert type(failure(deepl(fake))) is QuotaUsedUp
    assert len(fake.translations) == 1


def test_libretranslate_says_when_it_wants_a_key(fake, monkeypatch):
    said = b'{"error": "Visit https://portal.example to get an API key"}'
    monkeypatch.setattr(fake, "answer", lambda request: (400, {}, said))
    service = LibreTranslate(fake.url).service
    with pytest.raises(KeyRefused):
        service.post("/translate", {})


@pytest.mark.parametrize("status", [429, 500, 503, 529])
def test_a_busy_service_is_asked_again_after_a_pause(fake, machine, status):
    fake.answers = [status, status]
    assert machine.translate(["Hello"], "en", "de") == ["HELLO"]
    assert fake.waits == [1, 4]
    fake.answers = [status] * 9
    assert type(failure(machine)) is NotReachable
    assert len(fake.answers) == 6


def test_a_service_may_say_how_long_to_wait_within_reason(fake, machine):
    fake.answers = [(429, {"Retry-After": "7"}), (429, {"Retry-After": "soon"})]
    assert machine.translate(["Hello"], "en", "de") == ["HELLO"]
    assert fake.waits == [7, 4]
    fake.answers = [(429, {"Retry-After": "3600"})]
    assert type(failure(machine)) is NotReachable
    assert fake.waits == [7, 4]


@pytest.mark.parametrize("maker", [libretranslate, deepl])
def test_nobody_waits_for_ever(fake, maker):
    machine = maker(fake, timeout=0.1)
    assert machine.supports("en", "de")
    fake.ready.clear()
    assert type(failure(machine)) is NotReachable


@pytest.mark.parametrize("make", [lambda url: LibreTranslate(url, KEY), lambda url: DeepL(KEY, url)])
def test_a_service_that_is_not_there(fake, make):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        problem = failure(make(f"http://127.0.0.1:{taken.getsockname()[1]}"))
    assert type(problem) is NotReachable


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nothing_is_sent_where_a_service_leads(fake, machine, status):
    assert machine.supports("en", "de")
    fake.answers = [(status, {"Location": f"{fake.url}/elsewhere"})]
    assert type(failure(machine)) is AnswerNotUnderstood
    assert not [request for request in fake.requests if "elsewhere" in request.path]


@pytest.mark.parametrize("status", [403, 456, 500, 400, 302])
def test_no_key_in_messages_logs_or_what_is_shown_of_a_machine(fake, machine, status, caplog):
    caplog.set_level("DEBUG")
    # Cut off after 200 characters, which would leave a part of the key.
    fake.answers = [(status, {}, b"x" * 190 + KEY.encode())] * 3
    problem = failure(machine)
    assert f"{machine.name} answered with status {status}" in caplog.text
    assert "secret" not in f"{problem} {problem!r} {problem.details} {machine.service!r} {caplog.text}"
    assert "Hello" not in f"{problem} {caplog.text}"


def test_what_is_raised_does_not_hold_the_request(machine, fake):
    assert machine.supports("en", "de")
    fake.answers = [b"x"]
    fake.ready.clear()
    object.__setattr__(machine.service, "timeout", 0.1)
    problem = failure(machine)
    assert problem.__cause__ is problem.__context__ is None


def test_messages_are_in_the_language_of_who_reads_them(machine):
    problem = failure(machine, source="mt", target="de")
    assert str(problem) == f"{machine.name} does not translate from Maltese into German."
    with translation.override("de"):
        assert "Maltesisch" in str(failure(machine, source="mt", target="de"))


@pytest.mark.parametrize(
    ("source", "said", "result"),
    [
        # Links and other elements are those of the source, whatever the machine made of them.
        (LINKED, '<A ID="a1">Eins</A> <a id="a3">drei</a>', '<a id="a1">Eins</a> drei'),
        ("Hello", '<script>x()</script><a href="https://x.example">Hallo</a>', "x()Hallo"),
        ("<b>Hello</b>", "<b>Hallo", "<b>Hallo</b>"),
        ("Hello", "\n Hallo\n", "Hallo"),
        # LibreTranslate takes out escapes; DeepL leaves them.
        ("Smith &amp; Sons", "Smith & Söhne", "Smith &amp; Söhne"),
        ("Smith &amp; Sons", "Smith &amp; Söhne", "Smith &amp; Söhne"),
        ("1 &lt; 2", "1 < 2", "1 &lt; 2"),
    ],
)
def test_what_comes_back_is_a_fragment_like_the_source(fake, machine, source, said, result):
    fake.answers = [answer(machine, said)]
    [text] = machine.translate([source], "en", "de")
    assert text == result == str(BeautifulSoup(text, "html.parser"))


def test_libretranslate_turns_no_text_into_elements(fake):
    machine = libretranslate(fake)
    fake.answers = [answer(machine, 'Schreib <b> oder <a href="x"> <i>so</i>')]
    source = 'Write &lt;b&gt; or &lt;a href="x"&gt; <i>so</i>'
    assert machine.translate([source], "en", "de") == ['Schreib &lt;b&gt; oder &lt;a href="x"&gt; <i>so</i>']


def test_there_is_no_machine_unless_the_operator_names_one(settings):
    assert configured_machines() == []
    settings.FREISTADT = settings.FREISTADT | {"DEEPL_KEY": KEY}
    assert [machine.name for machine in configured_machines()] == ["DeepL"]
    settings.FREISTADT = settings.FREISTADT | {"LIBRETRANSLATE_URL": "http://localhost:5000"}
    assert [machine.name for machine in configured_machines()] == ["LibreTranslate", "DeepL"]

"""What the demo tells of campaigns, decisions and jobs: for each page its words, by language.

All languages of a page have the same keys, and lists of the same length.
"""

from typing import Any, TypeAlias

#: By language and name: a text, or texts.
Words: TypeAlias = dict[str, dict[str, Any]]

#: At the end of every page about the town that does not exist.
MADE_UP: Words = {
    "en": {"text": "Freistadt and all that happens there are made up for this demo."},
    "de": {"text": "Freistadt und alles, was dort geschieht, ist für diese Demo erfunden."},
}

# Lists

CAMPAIGNS: Words = {
    "en": {"title": "Campaigns", "summary": "What is demanded, of whom, and what everybody can do for it."},
    "de": {"title": "Kampagnen", "summary": "Was gefordert wird, von wem, und was alle dafür tun können."},
    "fr": {"title": "Campagnes", "summary": "Ce qui est demandé, à qui, et ce que chacun peut faire pour l’obtenir."},
}

DECISIONS: Words = {
    "en": {
        "title": "Decisions",
        "summary": "What councils have decided about Free Software, where to look it up, and how far it has got.",
    },
    "de": {
        "title": "Beschlüsse",
        "summary": "Was Räte zu Freier Software beschlossen haben, wo es nachzulesen ist und wie weit es gediehen ist.",
    },
    "es": {
        "title": "Decisiones",
        "summary": (
            "Lo que los plenos han decidido sobre el software libre, dónde consultarlo y hasta dónde se ha llegado."
        ),
    },
}

JOBS: Words = {
    "en": {"title": "Jobs", "summary": "Work for people who bring Free Software into town halls."},
    "de": {"title": "Stellen", "summary": "Arbeit für Leute, die Freie Software in die Rathäuser bringen."},
}

# The true story

PUBLIC_CODE: Words = {
    "en": {
        "title": "Public Money? Public Code!",
        "summary": (
            "One rule for all of Europe: what everybody has paid for, everybody may use, study, share and improve. "
            "That goes for software, too."
        ),
        "demand": "Software that public bodies pay for must be published under a Free Software licence.",
        "addressee": "Parliaments, governments and councils in Europe",
        "heading": "What it is about",
        "paragraphs": [
            "Registry offices, building permits, school meals: thousands of administrations have the same work to do, "
            "and many pay for a program of their own to do it. The contract often lets them run the program, "
            "but neither look inside nor hand it on.",
            "The Free Software Foundation Europe began the campaign in September 2017 with an open letter. "
            "By now more than 200 organisations and over 31,000 people have signed it.",
        ],
        "questions": [
            [
                "Does every town have to write its own programs now?",
                "No. It buys as before, and from whom it likes. What is new stands in the contract: "
                "the result is published, and others may build on it.",
            ],
            [
                "Is it not dangerous if everybody can read the code?",
                "A good lock holds even if its plan is known. Where many are allowed to look, mistakes come to light "
                "sooner, and no town has to wait for one company to mend them.",
            ],
            [
                "What does a small town gain?",
                "It shares the costs with others, can change its supplier without starting all over again, "
                "and may have a program fitted to its own needs.",
            ],
        ],
        "sign": "A letter with many names is harder to put aside.",
        "sign_button": "Sign the open letter",
        "meet": "Come and ask people who have done it in their own town hall.",
        "meet_button": "See what is on",
    },
    "de": {
        "title": "Public Money? Public Code!",
        "summary": (
            "Eine Regel für ganz Europa: Was alle bezahlt haben, dürfen alle verwenden, verstehen, verbreiten und "
            "verbessern. Auch Software."
        ),
        "demand": "Software, die öffentliche Stellen bezahlen, muss unter einer Freie-Software-Lizenz erscheinen.",
        "addressee": "Parlamente, Regierungen und Räte in Europa",
        "heading": "Worum es geht",
        "paragraphs": [
            "Standesamt, Bauantrag, Schulessen: Tausende Verwaltungen haben dieselbe Arbeit, und viele bezahlen dafür "
            "jeweils ein eigenes Programm. Laufen lassen dürfen sie es laut Vertrag meist, hineinsehen oder es "
            "weitergeben aber nicht.",
            "Die Free Software Foundation Europe begann die Kampagne im September 2017 mit einem offenen Brief. "
            "Inzwischen haben ihn mehr als 200 Organisationen und über 31.000 Menschen unterschrieben.",
        ],
        "questions": [
            [
                "Muss jetzt jede Stadt selbst programmieren?",
                "Nein. Sie kauft ein wie bisher, und bei wem sie will. Neu ist, was im Vertrag steht: "
                "Das Ergebnis wird veröffentlicht, und andere dürfen darauf aufbauen.",
            ],
            [
                "Ist es nicht gefährlich, wenn alle den Code lesen können?",
                "Ein gutes Schloss hält auch dann, wenn sein Bauplan bekannt ist. Wo viele hinsehen dürfen, fallen "
                "Fehler früher auf, und keine Stadt muss warten, bis eine bestimmte Firma sie behebt.",
            ],
            [
                "Was hat eine kleine Stadt davon?",
                "Sie teilt sich die Kosten mit anderen, kann den Anbieter wechseln, ohne von vorn zu beginnen, "
                "und darf ein Programm an den eigenen Bedarf anpassen lassen.",
            ],
        ],
        "sign": "Ein Brief mit vielen Namen lässt sich schwerer beiseitelegen.",
        "sign_button": "Den offenen Brief unterschreiben",
        "meet": "Fragen Sie Leute, die es im eigenen Rathaus schon gemacht haben.",
        "meet_button": "Termine ansehen",
    },
    "fr": {
        "title": "Argent public ? Code public !",
        "summary": (
            "Une règle pour toute l’Europe : ce que tout le monde a payé, tout le monde peut l’utiliser, l’étudier, "
            "le partager et l’améliorer. Les logiciels aussi."
        ),
        "demand": "Les logiciels payés par les pouvoirs publics doivent paraître sous une licence de logiciel libre.",
        "addressee": "Les parlements, les gouvernements et les conseils en Europe",
        "heading": "De quoi il s’agit",
        "paragraphs": [
            "État civil, permis de construire, cantines : des milliers d’administrations ont le même travail à faire, "
            "et beaucoup paient pour cela chacune son programme. Le contrat leur permet souvent de s’en servir, mais "
            "ni d’y regarder de près ni de le transmettre.",
            "La Free Software Foundation Europe a lancé la campagne en septembre 2017 par une lettre ouverte. "
            "Depuis, plus de 200 organisations et plus de 31 000 personnes l’ont signée.",
        ],
        "questions": [
            [
                "Chaque ville doit-elle maintenant écrire ses propres programmes ?",
                "Non. Elle achète comme avant, et à qui elle veut. Ce qui change est dans le contrat : "
                "le résultat est publié, et d’autres peuvent s’appuyer dessus.",
            ],
            [
                "N’est-ce pas dangereux si tout le monde peut lire le code ?",
                "Une bonne serrure tient même si l’on en connaît le plan. Là où beaucoup peuvent regarder, les erreurs "
                "se voient plus tôt, et aucune ville ne doit attendre qu’une seule entreprise les corrige.",
            ],
            [
                "Qu’y gagne une petite ville ?",
                "Elle partage les frais avec d’autres, peut changer de fournisseur sans repartir de zéro "
                "et peut faire adapter un programme à ses besoins.",
            ],
        ],
        "sign": "Une lettre qui porte beaucoup de noms se laisse moins facilement oublier.",
        "sign_button": "Signer la lettre ouverte",
        "meet": "Venez interroger des gens qui l’ont fait dans leur propre mairie.",
        "meet_button": "Voir les rendez-vous",
    },
}

DORTMUND_DECISION: Words = {
    "en": {
        "title": "Dortmund founds a coordination office for digital sovereignty and open source",
        "summary": "The council gives Free Software a fixed address in the administration, and a post to go with it.",
        "heading": "What was decided",
        "paragraphs": [
            "On 15 December 2022 the city council agreed that a coordination office for digital sovereignty and open "
            "source should begin its work in 2023, in the area of the chief information and innovation officer.",
            "It is to turn Free Software from an exception into a task of every department. KGSt, the association that "
            "advises German municipalities on how to run their administration, takes part, so that others can adopt "
            "what is developed here.",
            "At the same time Dortmund, Berlin and Munich joined up as the “Open Source Big 3”. "
            "The number is meant to grow.",
        ],
        "questions": [
            [
                "Where can I check this?",
                "In the council’s information system, by the number of the paper. It also describes the post that the "
                "office needs. The recording of the meeting opens at the minute at which the matter comes up.",
            ]
        ],
    },
    "de": {
        "title": "Dortmund gründet eine Koordinierungsstelle für digitale Souveränität und Open Source",
        "summary": "Der Rat gibt Freier Software eine feste Anschrift in der Verwaltung und eine Stelle dazu.",
        "heading": "Was beschlossen wurde",
        "paragraphs": [
            "Am 15. Dezember 2022 hat der Rat der Stadt zugestimmt, dass 2023 eine Koordinierungsstelle für digitale "
            "Souveränität und Open Source ihre Arbeit aufnimmt, im Bereich des Chief Information and Innovation "
            "Officer.",
            "Sie soll aus der Ausnahme Freie Software eine Aufgabe aller Ämter machen. Die KGSt, die deutsche "
            "Kommunen bei der Führung ihrer Verwaltung berät, wirkt mit, damit auch andere übernehmen können, was "
            "hier entsteht.",
            "Zugleich haben sich Dortmund, Berlin und München als „Open Source Big 3“ zusammengetan. Die Zahl soll "
            "wachsen.",
        ],
        "questions": [
            [
                "Wo kann ich das nachprüfen?",
                "Im Ratsinformationssystem, unter der Nummer der Vorlage. Sie beschreibt auch die Stelle, die dafür "
                "nötig ist. Die Aufzeichnung der Sitzung beginnt in der Minute, in der die Sache aufgerufen wird.",
            ]
        ],
    },
    "es": {
        "title": "Dortmund crea una oficina de coordinación para la soberanía digital y el código abierto",
        "summary": "El pleno da al software libre una dirección fija en la administración, y un puesto de trabajo.",
        "heading": "Qué se decidió",
        "paragraphs": [
            "El 15 de diciembre de 2022, el pleno acordó que en 2023 empezara a trabajar una oficina de coordinación "
            "para la soberanía digital y el código abierto, en el área del responsable de información e innovación.",
            "Debe convertir el software libre, de excepción que era, en tarea de todos los departamentos. Participa la "
            "KGSt, la asociación que asesora a los municipios alemanes sobre su gestión, para que otros puedan adoptar "
            "lo que aquí se desarrolle.",
            "Al mismo tiempo, Dortmund, Berlín y Múnich se unieron como los «Open Source Big 3». El número debe "
            "crecer.",
        ],
        "questions": [
            [
                "¿Dónde puedo comprobarlo?",
                "En el sistema de información del pleno, por el número del documento. Describe también el puesto que "
                "la oficina necesita. La grabación de la sesión se abre en el minuto en que se trata el asunto.",
            ]
        ],
    },
}

DORTMUND_JOB: Words = {
    "en": {
        "title": "Lead of the coordination office for digital sovereignty and open source",
        "summary": "The post that came of the council’s decision. It is no longer open for applications.",
        "paragraphs": [
            "What the city was looking for could be read in the council’s paper a month before there was an advert: "
            "somebody who brings Free Software to all departments, and the experience of other towns to Dortmund.",
            "The advert was expected from the middle of January 2023. This page stays, so that links to it keep "
            "working.",
        ],
    },
    "de": {
        "title": "Leitung der Koordinierungsstelle für digitale Souveränität und Open Source",
        "summary": "Die Stelle, die aus dem Beschluss des Rates hervorging. Bewerben kann man sich nicht mehr.",
        "paragraphs": [
            "Wen die Stadt suchte, stand schon einen Monat vor der Ausschreibung in der Vorlage des Rates: jemanden, "
            "der Freie Software in alle Ämter bringt und die Erfahrung anderer Städte nach Dortmund.",
            "Erwartet wurde die Ausschreibung ab Mitte Januar 2023. Diese Seite bleibt, damit Links auf sie "
            "weiter funktionieren.",
        ],
    },
}

# The town that does not exist

FORMATS_CAMPAIGN: Words = {
    "en": {
        "title": "Documents that everybody can open",
        "summary": (
            "The Friends of Freistadt wanted files from the town hall that need no particular program. They won."
        ),
        "demand": "The town hall sends and accepts documents in open formats.",
        "addressee": "Town council of Freistadt",
        "paragraphs": [
            "It began with a form that a pupil could not fill in at home. Four hundred signatures and one question "
            "time later the council agreed, without a vote against.",
        ],
    },
    "de": {
        "title": "Dokumente, die alle öffnen können",
        "summary": (
            "Der Freundeskreis Freistadt wollte Dateien aus dem Rathaus, die kein bestimmtes Programm brauchen. "
            "Mit Erfolg."
        ),
        "demand": "Das Rathaus verschickt und nimmt Dokumente in offenen Formaten.",
        "addressee": "Stadtrat von Freistadt",
        "paragraphs": [
            "Es begann mit einem Formular, das eine Schülerin zu Hause nicht ausfüllen konnte. Vierhundert "
            "Unterschriften und eine Fragestunde später stimmte der Rat zu, ohne Gegenstimme.",
        ],
    },
}

FORMATS_DECISION: Words = {
    "en": {
        "title": "Freistadt uses open formats",
        "summary": "Letters, forms and tables of the town hall can be opened on every computer.",
        "paragraphs": [
            "All forms have been converted, and the counters accept open formats. Those who need help get it at the "
            "information desk.",
        ],
        "resolution": [
            "The town hall offers its documents in open formats, and accepts them.",
            "The staff are trained in working hours.",
        ],
    },
    "de": {
        "title": "Freistadt verwendet offene Formate",
        "summary": "Briefe, Formulare und Tabellen des Rathauses lassen sich auf jedem Rechner öffnen.",
        "paragraphs": [
            "Alle Formulare sind umgestellt, und die Schalter nehmen offene Formate an. Wer Hilfe braucht, bekommt sie "
            "an der Auskunft.",
        ],
        "resolution": [
            "Das Rathaus bietet seine Dokumente in offenen Formaten an und nimmt solche entgegen.",
            "Die Beschäftigten werden in der Arbeitszeit geschult.",
        ],
    },
}

PLAYGROUND_DECISION: Words = {
    "en": {
        "title": "Freistadt publishes its playground map",
        "summary": (
            "The program behind the map of playgrounds is to be published under a free licence. The money is there."
        ),
        "paragraphs": [
            "Three neighbouring towns have asked for the map. Instead of selling it, Freistadt gives it away, and "
            "hopes for improvements in return.",
        ],
    },
    "de": {
        "title": "Freistadt veröffentlicht seine Spielplatzkarte",
        "summary": (
            "Das Programm hinter der Karte der Spielplätze soll unter freier Lizenz erscheinen. Das Geld ist da."
        ),
        "paragraphs": [
            "Drei Nachbarstädte haben nach der Karte gefragt. Statt sie zu verkaufen, verschenkt Freistadt sie und "
            "hofft auf Verbesserungen im Gegenzug.",
        ],
    },
}

TRAINER_JOB: Words = {
    "en": {
        "title": "Trainer for open formats at the town hall",
        "summary": "You show two hundred colleagues how to write letters that everybody can open.",
        "paragraphs": ["You like to explain, and you are patient with printers. Courses take place in small groups."],
        "how_to_apply": ["Write us one page about something that you once explained well. No photograph, please."],
    },
    "de": {
        "title": "Schulungen zu offenen Formaten im Rathaus",
        "summary": "Sie zeigen zweihundert Kolleginnen und Kollegen, wie man Briefe schreibt, die alle öffnen können.",
        "paragraphs": ["Sie erklären gern und haben Geduld mit Druckern. Die Kurse finden in kleinen Gruppen statt."],
        "how_to_apply": [
            "Schreiben Sie uns eine Seite über etwas, das Sie einmal gut erklärt haben. Bitte ohne Foto.",
        ],
    },
}

DEVELOPER_JOB: Words = {
    "en": {
        "title": "Developer for the playground map",
        "summary": "Turn a program of one town into a program for many.",
        "paragraphs": ["You tidy up, document and publish, and you answer the first questions from other towns."],
    },
    "de": {
        "title": "Entwicklung der Spielplatzkarte",
        "summary": "Machen Sie aus dem Programm einer Stadt ein Programm für viele.",
        "paragraphs": [
            "Sie räumen auf, dokumentieren und veröffentlichen, und Sie beantworten die ersten Fragen aus anderen "
            "Städten.",
        ],
    },
}

PAGES: list[Words] = [
    MADE_UP,
    CAMPAIGNS,
    DECISIONS,
    JOBS,
    PUBLIC_CODE,
    DORTMUND_DECISION,
    DORTMUND_JOB,
    FORMATS_CAMPAIGN,
    FORMATS_DECISION,
    PLAYGROUND_DECISION,
    TRAINER_JOB,
    DEVELOPER_JOB,
]


def dictionary(code: str) -> dict[str, str]:
    """What the English texts of these pages are in another language, of the pages that have it."""
    return {
        english: translation
        for page in PAGES
        if code in page
        for key in page["en"]
        for english, translation in _pairs(page["en"][key], page[code][key])
    }


def _pairs(english, translation):
    if isinstance(english, str):
        yield english, translation
    else:
        for one, other in zip(english, translation, strict=True):
            yield from _pairs(one, other)

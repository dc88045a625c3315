"""The demo's words: English originals, and what translators made of them, keyed by the English."""

HOME = {
    "title": "Freistadt",
    "hero_title": "Software that belongs to its city",
    "summary": (
        "Councils decide, offices are founded, people meet: here you read what towns and associations do "
        "for Free Software, in your language where somebody has translated it, and honestly labelled where not."
    ),
    "hero_button": "See what is on",
    "heading": "Why Free Software in a town hall?",
    "paragraph": (
        "<p>Whoever may study, change and share a program depends on nobody’s goodwill. "
        "A town that pays for software should be able to hand it to its neighbour.</p>"
    ),
    "question": "Is it more expensive?",
    "answer": (
        "<p>The licence costs nothing; knowledge does. "
        "Towns that share their programs share the cost of that knowledge too.</p>"
    ),
    "story": "One story, from a demand to a job",
}

EVENTS = {
    "title": "Events",
    "summary": "Talks, workshops and open evenings on Free Software in public administration.",
}

ORGANISATIONS = {
    "title": "Organisations",
    "summary": "Towns and associations that are named on these pages, and what each of them takes part in.",
}

#: What organisations are called in other languages than English, where that differs.
ORGANISATION_NAMES = {
    "City of Dortmund": {"de": "Stadt Dortmund", "fr": "Ville de Dortmund", "es": "Ciudad de Dortmund"},
    "Council of the City of Dortmund": {
        "de": "Rat der Stadt Dortmund",
        "fr": "Conseil municipal de Dortmund",
        "es": "Pleno de la ciudad de Dortmund",
    },
    "Friends of Freistadt (made up for this demo)": {"de": "Freundeskreis Freistadt (für diese Demo erfunden)"},
    "Town of Freistadt (made up for this demo)": {"de": "Stadt Freistadt (für diese Demo erfunden)"},
}

DORTMUND = {
    "title": "Municipalities need Free Software: Dortmund leads the way",
    "summary": (
        "An online talk about Dortmund’s new coordination office for digital sovereignty and open source, "
        "and about what other towns can learn from it."
    ),
    "heading": "What the council decided",
    "decision": (
        "<p>On 15 December 2022 the council of Dortmund voted to found a coordination office for digital "
        "sovereignty and open source. "
        "It is placed with the city’s chief innovation officer and is to make Free Software a task of the whole "
        "administration.</p>"
        "<p>With Berlin and Munich, Dortmund forms the “Open Source Big 3”, a partnership that is open to more "
        "towns.</p>"
    ),
    "talk_heading": "What the talk is about",
    "talk": (
        "<p>The speakers explain how the decision came about, which post it creates and how small towns can join in. "
        "There is time for questions.</p>"
    ),
    "question": "I do not live in Dortmund. Is this for me?",
    "answer": "<p>Yes. The office works with the association of German municipalities, so others can reuse what it makes.</p>",
    "call": "More than 200 organisations ask for public code where public money is spent.",
    "button": "Read the campaign’s demand",
    "image_alt": "A drawing of a city’s skyline with a tower, in warm evening colours",
}

#: What the talk was about before it was for small towns, too: the words from which the French translation was made.
DORTMUND_TALK_BEFORE = (
    "The speakers explain how the decision came about and which post it creates. There is time for questions."
)
WORKSHOP = {
    "title": "Public code in practice: a workshop for town halls",
    "summary": "How a small administration publishes its first program under a free licence, step by step.",
    "paragraph": (
        "<p>We take a small program that every registry office has, choose a licence, write down who may decide "
        "what, and publish it. "
        "You need no experience in programming.</p>"
    ),
}

OPEN_EVENING = {
    "title": "Open evening: ask your neighbours about Free Software",
    "summary": "Every week at the same table: questions, half-finished projects and tea.",
    "paragraph": (
        "<p>Somebody is there who knows the way, from the first installation to the letter to the council. "
        "Come when you like, go when you like.</p>"
    ),
}

HACK_WEEK = {
    "title": "Open house week: repair it yourself",
    "summary": "Bring a computer that somebody told you to throw away. It leaves with a free operating system.",
    "paragraph": "<p>The doors are open all day. Volunteers help, coffee is there, nobody has to register.</p>",
}

CANCELLED = {
    "title": "Evening talk: who may read the source code of our town?",
    "summary": "A conversation about transparency, contracts and courage.",
    "paragraph": "<p>Unfortunately the speaker had to cancel. We are looking for a new date.</p>",
}

LOOKING_BACK = {
    "title": "Looking back: one year of open meetings",
    "summary": "What we learned from twelve evenings with administrations and volunteers.",
    "paragraph": "<p>The recording and the slides will stay here.</p>",
}

#: What the software does by itself. A real site adds who is responsible, its server's logs, and readers' rights.
PRIVACY = {
    "title": "Privacy",
    "summary": "What this website keeps of you: nearly nothing.",
    "paragraph": (
        "<p>Whoever reads here gets no cookie and is not followed from page to page. All texts, pictures and fonts "
        "come from this website itself. A video or a map from elsewhere is loaded only when you ask for it.</p>"
        "<p>Each page has a count of how often it is read in which language on which day. The count knows no address, "
        "no browser and no time of day.</p>"
        "<p>If you close an announcement, your own browser remembers that, and tells nobody. Only forms, "
        "and private pages that you open with a password, set the cookie that they need to work.</p>"
        "<p>If you report a barrier, your words and, if you gave it, your e-mail address are sent to the publisher and "
        "deleted after 180 days.</p>"
    ),
}

ABOUT = {
    "title": "About this site",
    "summary": "Who writes here, and how to help.",
    "heading": "A site in many languages",
    "paragraph": (
        "<p>Most pages are written in one or two languages. "
        "You can still read all of them from the pages of your own language; a notice says in which language the "
        "text is.</p>"
    ),
}

ELEMENTS = {
    "title": "What a page can show",
    "summary": "One of everything, for those who write here.",
    "heading": "Words",
    "paragraph": (
        "<p>A paragraph can hold <b>strong</b> and <i>stressed</i> words, <code>code</code>, and "
        '<a href="https://publiccode.eu/">links</a>.</p><ul><li>Short lists help.</li><li>Long ones do not.</li></ul>'
    ),
    "quote": "What everybody pays for, everybody may use.",
    "attribution": "A saying in Freistadt",
    "caption": "The town hall of a town that does not exist",
    "alt": "A town hall with arcades, and houses beside it",
    "figures": "Figures",
    "table": "What a licence-free year is spent on",
    "columns": ["What for", "Hours", "Euro"],
    "rows": [["Training", "320", "12800"], ["Support", "1450.5", "58020"], ["New programs", "610", "30500"]],
    "elsewhere": "From elsewhere",
    "video": "The council’s debate",
    "place": "Town hall of Dortmund",
    "question": "Is anything loaded from another host?",
    "answer": "<p>Only what a reader asks for with a click.</p>",
}

TRANSLATE = {
    "title": "Help translating",
    "summary": "An hour of your time makes a page readable for many.",
    "paragraph": (
        "<p>You know a language that is missing here? Write to us and tell us which page you would like to read in it. "
        "We open an account for you and show you how it is done; no technical knowledge is needed.</p>"
    ),
}

#: Written in German, and in no other language.
BANNER_NAME = "Call for translators"
BANNER = {
    "en": {
        "text": "Twelve languages, and you know one of them best. Help us to tell your neighbours what towns achieve.",
        "button": "Help translating",
    },
    "de": {
        "text": "Zwölf Sprachen, und eine davon können Sie am besten. Erzählen Sie mit uns weiter, was Städten gelingt.",
        "button": "Beim Übersetzen helfen",
    },
}

ACCESSIBILITY = {
    "en": {
        "non_compliance": (
            "The admin in which pages are written is Wagtail’s. Not all of its parts can be used with every screen "
            "reader.\n"
            "Nobody who depends on assistive technology has tested this demo yet."
        ),
        "out_of_scope": (
            "The recording of the council meeting lies with another provider. We do not know whether its captions are "
            "right, and there is no transcript."
        ),
        "alternatives": (
            "The page about the decision says in writing what was decided, by whom and by how many votes.\n"
            "Nothing here is written in easy language or shown in sign language."
        ),
    },
    "de": {
        "non_compliance": (
            "Die Verwaltung, in der die Seiten entstehen, ist die von Wagtail. Nicht alles darin lässt sich mit jedem "
            "Bildschirmleser bedienen.\n"
            "Noch hat niemand diese Vorführung geprüft, der auf Hilfsmittel angewiesen ist."
        ),
        "out_of_scope": (
            "Die Aufzeichnung der Ratssitzung liegt bei einem anderen Anbieter. Wir wissen nicht, ob ihre Untertitel "
            "stimmen, und es gibt keine Abschrift."
        ),
        "alternatives": (
            "Die Seite über den Beschluss sagt schriftlich, was beschlossen wurde, von wem und mit wie vielen "
            "Stimmen.\n"
            "Nichts gibt es hier in Leichter Sprache oder Gebärdensprache."
        ),
    },
}

STAMMTISCH = {
    "title": "Offene Sprechstunde: Freie Software im Rathaus",
    "summary": "Fragen zu Beschaffung, Lizenzen und Umstieg – ohne Anmeldung, für Verwaltung und Nachbarschaft.",
    "paragraph": (
        "<p>Einmal im Monat beantworten Leute aus Verwaltungen, die schon umgestiegen sind, alle Fragen. "
        "Niemand muss sich vorbereiten.</p>"
    ),
}

GERMAN = {
    # Home
    "Freistadt": "Freistadt",
    "Software that belongs to its city": "Software, die ihrer Stadt gehört",
    HOME["summary"]: (
        "Räte beschließen, Stellen entstehen, Menschen treffen sich: Hier steht, was Städte und Vereine für Freie "
        "Software tun – in Ihrer Sprache, wo jemand übersetzt hat, und ehrlich gekennzeichnet, wo nicht."
    ),
    "See what is on": "Termine ansehen",
    "Why Free Software in a town hall?": "Warum Freie Software im Rathaus?",
    "Whoever may study, change and share a program depends on nobody’s goodwill. A town that pays for software "
    "should be able to hand it to its neighbour.": (
        "Wer ein Programm untersuchen, ändern und weitergeben darf, ist von niemandes Wohlwollen abhängig. Eine Stadt, "
        "die für Software bezahlt, soll sie ihrer Nachbarstadt geben können."
    ),
    "Is it more expensive?": "Ist das teurer?",
    "The licence costs nothing; knowledge does. Towns that share their programs share the cost of that knowledge too.": (
        "Die Lizenz kostet nichts, das Wissen schon. Städte, die ihre Programme teilen, teilen auch die Kosten dafür."
    ),
    HOME["story"]: "Eine Geschichte, von der Forderung bis zur Stelle",
    # Events
    "Events": "Veranstaltungen",
    ORGANISATIONS["title"]: "Organisationen",
    ORGANISATIONS["summary"]: "Städte und Vereine, die auf diesen Seiten genannt werden, und woran sie beteiligt sind.",
    EVENTS["summary"]: "Vorträge, Workshops und offene Abende zu Freier Software in der Verwaltung.",
    # Dortmund
    DORTMUND["title"]: "Kommunen brauchen Freie Software: Dortmund geht voran",
    DORTMUND["summary"]: (
        "Ein Online-Gespräch über Dortmunds neue Koordinierungsstelle für digitale Souveränität und Open Source "
        "und darüber, was andere Städte davon lernen können."
    ),
    "What the council decided": "Was der Rat beschlossen hat",
    "On 15 December 2022 the council of Dortmund voted to found a coordination office for digital sovereignty and "
    "open source. It is placed with the city’s chief innovation officer and is to make Free Software a task of the "
    "whole administration.": (
        "Am 15. Dezember 2022 beschloss der Rat der Stadt Dortmund, eine Koordinierungsstelle für digitale Souveränität "
        "und Open Source einzurichten. Sie gehört zum Bereich des Chief Innovation Officer der Stadt und soll Freie "
        "Software zur Aufgabe der ganzen Verwaltung machen."
    ),
    "With Berlin and Munich, Dortmund forms the “Open Source Big 3”, a partnership that is open to more towns.": (
        "Mit Berlin und München bildet Dortmund die „Open Source Big 3“, ein Bündnis, das weiteren Städten offensteht."
    ),
    "What the talk is about": "Worum es geht",
    "The speakers explain how the decision came about, which post it creates and how small towns can join in. There "
    "is time for questions.": (
        "Die Vortragenden erklären, wie es zu dem Beschluss kam, welche Stelle er schafft und wie kleine Städte "
        "mitmachen können. Für Fragen ist Zeit."
    ),
    "I do not live in Dortmund. Is this for me?": "Ich wohne nicht in Dortmund. Ist das etwas für mich?",
    "Yes. The office works with the association of German municipalities, so others can reuse what it makes.": (
        "Ja. Die Stelle arbeitet mit dem Verband der deutschen Kommunen zusammen; was sie entwickelt, können andere "
        "übernehmen."
    ),
    DORTMUND["call"]: "Mehr als 200 Organisationen fordern öffentlichen Code, wo öffentliches Geld fließt.",
    "Read the campaign’s demand": "Die Forderung der Kampagne lesen",
    DORTMUND["image_alt"]: "Zeichnung einer Stadtsilhouette mit Turm in warmen Abendfarben",
    # Workshop
    WORKSHOP["title"]: "Öffentlicher Code in der Praxis: ein Workshop für Rathäuser",
    WORKSHOP["summary"]: (
        "Wie eine kleine Verwaltung ihr erstes Programm unter freier Lizenz veröffentlicht, Schritt für Schritt."
    ),
    "We take a small program that every registry office has, choose a licence, write down who may decide what, and "
    "publish it. You need no experience in programming.": (
        "Wir nehmen ein kleines Programm, das jedes Standesamt hat, wählen eine Lizenz, halten fest, wer was entscheiden "
        "darf, und veröffentlichen es. Programmierkenntnisse sind nicht nötig."
    ),
    OPEN_EVENING["title"]: "Offener Abend: Fragen Sie Ihre Nachbarschaft nach Freier Software",
    OPEN_EVENING["summary"]: "Jede Woche am selben Tisch: Fragen, halbfertige Vorhaben und Tee.",
    "Somebody is there who knows the way, from the first installation to the letter to the council. Come when you "
    "like, go when you like.": (
        "Jemand ist da, der den Weg kennt, von der ersten Installation bis zum Brief an den Rat. Kommen und gehen Sie, "
        "wann Sie mögen."
    ),
    # About
    "About this site": "Über diese Website",
    "Privacy": "Datenschutz",
    "What this website keeps of you: nearly nothing.": "Was diese Website von Ihnen behält: fast nichts.",
    "Whoever reads here gets no cookie and is not followed from page to page. All texts, pictures and fonts come from "
    "this website itself. A video or a map from elsewhere is loaded only when you ask for it.": (
        "Wer hier liest, bekommt kein Cookie und wird nicht von Seite zu Seite verfolgt. Alle Texte, Bilder und "
        "Schriften kommen von dieser Website selbst. Ein Video oder eine Karte von anderswo wird erst geladen, wenn "
        "Sie darum bitten."
    ),
    "Each page has a count of how often it is read in which language on which day. The count knows no address, no "
    "browser and no time of day.": (
        "Zu jeder Seite wird gezählt, wie oft sie an welchem Tag in welcher Sprache gelesen wird. Die Zählung kennt "
        "keine Adresse, keinen Browser und keine Uhrzeit."
    ),
    "If you close an announcement, your own browser remembers that, and tells nobody. Only forms, and private "
    "pages that you open with a password, set the cookie that they need to work.": (
        "Schließen Sie einen Hinweis, merkt sich das Ihr eigener Browser und sagt es niemandem. Nur Formulare "
        "und private Seiten, die Sie mit einem Passwort öffnen, setzen das Cookie, das sie dafür brauchen."
    ),
    "If you report a barrier, your words and, if you gave it, your e-mail address are sent to the publisher and deleted "
    "after 180 days.": (
        "Melden Sie eine Barriere, gehen Ihre Worte und, falls angegeben, Ihre E-Mail-Adresse an die Herausgeberin und "
        "werden nach 180 Tagen gelöscht."
    ),
    "Who writes here, and how to help.": "Wer hier schreibt und wie man hilft.",
    "A site in many languages": "Eine Website in vielen Sprachen",
    "Most pages are written in one or two languages. You can still read all of them from the pages of your own "
    "language; a notice says in which language the text is.": (
        "Die meisten Seiten sind in einer oder zwei Sprachen geschrieben. Lesen können Sie trotzdem alle, auch von den "
        "Seiten Ihrer Sprache aus; ein Hinweis sagt, in welcher Sprache der Text ist."
    ),
    "Help translating": "Beim Übersetzen helfen",
    "An hour of your time makes a page readable for many.": "Eine Stunde Ihrer Zeit macht eine Seite für viele lesbar.",
    "You know a language that is missing here? Write to us and tell us which page you would like to read in it. We "
    "open an account for you and show you how it is done; no technical knowledge is needed.": (
        "Sie können eine Sprache, die hier fehlt? Schreiben Sie uns, welche Seite Sie darin gern lesen würden. Wir richten "
        "Ihnen ein Konto ein und zeigen, wie es geht; Technikkenntnisse sind nicht nötig."
    ),
}

FRENCH = {
    "Freistadt": "Freistadt",
    "Software that belongs to its city": "Des logiciels qui appartiennent à leur ville",
    HOME["summary"]: (
        "Des conseils décident, des services se créent, des gens se rencontrent : vous lisez ici ce que villes et "
        "associations font pour le logiciel libre, dans votre langue quand quelqu’un l’a traduit, et clairement "
        "signalé quand ce n’est pas le cas."
    ),
    "See what is on": "Voir les rendez-vous",
    "Why Free Software in a town hall?": "Pourquoi le logiciel libre à la mairie ?",
    "Whoever may study, change and share a program depends on nobody’s goodwill. A town that pays for software "
    "should be able to hand it to its neighbour.": (
        "Qui peut étudier, modifier et partager un programme ne dépend du bon vouloir de personne. Une ville qui paie un "
        "logiciel doit pouvoir le donner à sa voisine."
    ),
    "Is it more expensive?": "Est-ce plus cher ?",
    "The licence costs nothing; knowledge does. Towns that share their programs share the cost of that knowledge too.": (
        "La licence ne coûte rien ; le savoir-faire, si. Les villes qui partagent leurs programmes partagent aussi ce coût."
    ),
    HOME["story"]: "Une histoire, de la revendication au poste",
    "Events": "Événements",
    EVENTS["summary"]: "Conférences, ateliers et soirées ouvertes sur le logiciel libre dans l’administration.",
    DORTMUND["title"]: "Les communes ont besoin du logiciel libre : Dortmund montre la voie",
    DORTMUND["summary"]: (
        "Une rencontre en ligne sur le nouveau bureau de coordination de Dortmund pour la souveraineté numérique et "
        "l’open source, et sur ce que d’autres villes peuvent en apprendre."
    ),
    "What the council decided": "Ce que le conseil a décidé",
    "On 15 December 2022 the council of Dortmund voted to found a coordination office for digital sovereignty and "
    "open source. It is placed with the city’s chief innovation officer and is to make Free Software a task of the "
    "whole administration.": (
        "Le 15 décembre 2022, le conseil municipal de Dortmund a voté la création d’un bureau de coordination pour la "
        "souveraineté numérique et l’open source. Rattaché au responsable de l’innovation de la ville, il doit faire du "
        "logiciel libre l’affaire de toute l’administration."
    ),
    "With Berlin and Munich, Dortmund forms the “Open Source Big 3”, a partnership that is open to more towns.": (
        "Avec Berlin et Munich, Dortmund forme les « Open Source Big 3 », une alliance ouverte à d’autres villes."
    ),
    "What the talk is about": "De quoi il sera question",
    # Of the wording before: the French version is outdated.
    DORTMUND_TALK_BEFORE: (
        "Les intervenants expliquent comment la décision a été prise et quel poste elle crée. Du temps est prévu pour "
        "les questions."
    ),
    "I do not live in Dortmund. Is this for me?": "Je n’habite pas à Dortmund. Est-ce pour moi ?",
    "Yes. The office works with the association of German municipalities, so others can reuse what it makes.": (
        "Oui. Le bureau travaille avec l’association des communes allemandes : d’autres peuvent réutiliser ce qu’il produit."
    ),
    DORTMUND["call"]: "Plus de 200 organisations demandent du code public là où l’argent est public.",
    "Read the campaign’s demand": "Lire la revendication de la campagne",
    DORTMUND["image_alt"]: "Dessin d’une silhouette de ville avec une tour, aux couleurs chaudes du soir",
    WORKSHOP["title"]: "Le code public en pratique : un atelier pour les mairies",
    WORKSHOP["summary"]: (
        "Comment une petite administration publie son premier programme sous licence libre, étape par étape."
    ),
    "We take a small program that every registry office has, choose a licence, write down who may decide what, and "
    "publish it. You need no experience in programming.": (
        "Nous prenons un petit programme comme en a chaque bureau d’état civil, choisissons une licence, notons qui peut "
        "décider de quoi, et le publions. Aucune expérience de la programmation n’est nécessaire."
    ),
    OPEN_EVENING["title"]: "Soirée ouverte : posez vos questions sur le logiciel libre",
    OPEN_EVENING["summary"]: "Chaque semaine à la même table : des questions, des projets inachevés et du thé.",
    "Somebody is there who knows the way, from the first installation to the letter to the council. Come when you "
    "like, go when you like.": (
        "Il y a toujours quelqu’un qui connaît le chemin, de la première installation à la lettre au conseil municipal. "
        "Venez quand vous voulez, partez quand vous voulez."
    ),
}

SPANISH = {
    "Freistadt": "Freistadt",
    "Software that belongs to its city": "Software que pertenece a su ciudad",
    HOME["summary"]: (
        "Los plenos deciden, se crean oficinas, la gente se reúne: aquí se lee lo que ciudades y asociaciones hacen por "
        "el software libre, en su idioma cuando alguien lo ha traducido, y señalado con honestidad cuando no."
    ),
    "See what is on": "Ver los actos",
    "Why Free Software in a town hall?": "¿Por qué software libre en el ayuntamiento?",
    "Whoever may study, change and share a program depends on nobody’s goodwill. A town that pays for software "
    "should be able to hand it to its neighbour.": (
        "Quien puede estudiar, cambiar y compartir un programa no depende de la buena voluntad de nadie. Una ciudad que "
        "paga un programa debería poder dárselo a su vecina."
    ),
    "Is it more expensive?": "¿Es más caro?",
    "The licence costs nothing; knowledge does. Towns that share their programs share the cost of that knowledge too.": (
        "La licencia no cuesta nada; el conocimiento, sí. Las ciudades que comparten sus programas comparten también ese coste."
    ),
    HOME["story"]: "Una historia, de la reivindicación al empleo",
    "Events": "Actos",
    EVENTS["summary"]: "Charlas, talleres y tardes abiertas sobre software libre en la administración.",
    # The rest of this page is not translated: the Spanish version is partial.
    DORTMUND["title"]: "Los municipios necesitan software libre: Dortmund va por delante",
    DORTMUND["summary"]: (
        "Una charla en línea sobre la nueva oficina de coordinación de Dortmund para la soberanía digital y el código "
        "abierto, y sobre lo que otras ciudades pueden aprender de ella."
    ),
    "What the council decided": "Lo que decidió el pleno",
    "On 15 December 2022 the council of Dortmund voted to found a coordination office for digital sovereignty and "
    "open source. It is placed with the city’s chief innovation officer and is to make Free Software a task of the "
    "whole administration.": (
        "El 15 de diciembre de 2022, el pleno de Dortmund votó crear una oficina de coordinación para la soberanía "
        "digital y el código abierto. Depende del responsable de innovación de la ciudad y ha de hacer del software "
        "libre una tarea de toda la administración."
    ),
    "I do not live in Dortmund. Is this for me?": "No vivo en Dortmund. ¿Es para mí?",
    DORTMUND["image_alt"]: "Dibujo del perfil de una ciudad con una torre, en colores cálidos de atardecer",
}
ITALIAN = {
    "Freistadt": "Freistadt",
    "Software that belongs to its city": "Software che appartiene alla sua città",
    HOME["summary"]: (
        "I consigli comunali decidono, nascono uffici, le persone si incontrano: qui si legge che cosa fanno città e "
        "associazioni per il software libero, nella propria lingua quando qualcuno ha tradotto, e con un avviso chiaro "
        "quando non è così."
    ),
    "See what is on": "Vedi gli eventi",
    "Why Free Software in a town hall?": "Perché il software libero in municipio?",
    "Whoever may study, change and share a program depends on nobody’s goodwill. A town that pays for software "
    "should be able to hand it to its neighbour.": (
        "Chi può studiare, modificare e condividere un programma non dipende dalla buona volontà di nessuno. Una città "
        "che paga un programma dovrebbe poterlo dare alla città vicina."
    ),
    "Is it more expensive?": "Costa di più?",
    "The licence costs nothing; knowledge does. Towns that share their programs share the cost of that knowledge too.": (
        "La licenza non costa nulla, la competenza sì. Le città che condividono i loro programmi ne condividono anche il costo."
    ),
    HOME["story"]: "Una storia, dalla richiesta al posto di lavoro",
    "Events": "Eventi",
    EVENTS["summary"]: "Conferenze, laboratori e serate aperte sul software libero nella pubblica amministrazione.",
    DORTMUND["title"]: "I comuni hanno bisogno di software libero: Dortmund fa da apripista",
    DORTMUND["summary"]: (
        "Un incontro in rete sul nuovo ufficio di coordinamento di Dortmund per la sovranità digitale e l’open source, "
        "e su che cosa possono impararne altre città."
    ),
    "What the council decided": "Che cosa ha deciso il consiglio",
    "On 15 December 2022 the council of Dortmund voted to found a coordination office for digital sovereignty and "
    "open source. It is placed with the city’s chief innovation officer and is to make Free Software a task of the "
    "whole administration.": (
        "Il 15 dicembre 2022 il consiglio comunale di Dortmund ha votato l’istituzione di un ufficio di coordinamento "
        "per la sovranità digitale e l’open source. Fa capo al responsabile dell’innovazione della città e deve rendere "
        "il software libero un compito di tutta l’amministrazione."
    ),
    "With Berlin and Munich, Dortmund forms the “Open Source Big 3”, a partnership that is open to more towns.": (
        "Con Berlino e Monaco, Dortmund forma gli «Open Source Big 3», un’alleanza aperta ad altre città."
    ),
    "What the talk is about": "Di che cosa si parla",
    "The speakers explain how the decision came about, which post it creates and how small towns can join in. There "
    "is time for questions.": (
        "I relatori spiegano come si è arrivati alla decisione, quale posto di lavoro ne nasce e come possono partecipare "
        "i piccoli comuni. C’è tempo per le domande."
    ),
    "I do not live in Dortmund. Is this for me?": "Non abito a Dortmund. Fa per me?",
    "Yes. The office works with the association of German municipalities, so others can reuse what it makes.": (
        "Sì. L’ufficio lavora con l’associazione dei comuni tedeschi: altri possono riutilizzare ciò che produce."
    ),
    DORTMUND["call"]: "Più di 200 organizzazioni chiedono codice pubblico dove si spende denaro pubblico.",
    "Read the campaign’s demand": "Leggi la richiesta della campagna",
    DORTMUND["image_alt"]: "Disegno del profilo di una città con una torre, nei colori caldi della sera",
}

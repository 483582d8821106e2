"""French temporal expressions, one a row. What a reading makes of a match stands in `temporal_days`,
`temporal_spans` and `temporal_counts`."""

from __future__ import annotations

from crisis.extraction.dates import counts as count
from crisis.extraction.dates import days as days
from crisis.extraction.dates import spans as spans
from crisis.extraction.dates.rules import Row

DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
MONTHS = r"janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre"
_PART = (
    r"(?: (?:matin|midi|après-midi|soir|au soir|au matin|en (?:soirée|matinée|journée)|en (?:début|fin) d(?:e |'|"
    r"')(?:matinée|"
    r"soirée|journée|après-midi)|dans (?:la (?:soirée|matinée|nuit|journée)|l'après-midi)|à l'aube|à la mi-journée|"
    r"à midi))?"
)
_DAY = r"(?:1er|[12]?\d|3[01])"
_SPELLED = (
    "premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept|dix-huit|dix-neuf|"
    "vingt et un|vingt-deux|vingt-trois|vingt-quatre|vingt-cinq|vingt-six|vingt-sept|vingt-huit|vingt-neuf|vingt|trente et un|trente"
)
_MONTH = rf"(?P<month>{MONTHS})"
_YEAR = r"(?: (?:de l'année )?(?P<year>[12]\d{3}))?(?![\d.,]\d)"
_SIDE = r"(?: (?P<side>derni[eè]re?|prochaine?|passée?|suivante?|précédente?))?"
_WEEKDAY = rf"(?P<weekday>{DAYS})"
_COUNT = (
    r"(?P<count>\d{1,3}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quinze|vingt|trente|"
    r"quarante|"
    r"cinquante|cent|quelques|plusieurs|une dizaine de|une quinzaine de|une vingtaine d[e']|une trentaine d[e'])"
)
_UNIT = r"(?P<unit>heures?|jours?|semaines?|mois|ans?|années?|décennies?|trimestres?|siècles?)"
_ON = rf"(?:(?:le |ce )?(?:{DAYS}),? (?:le )?|le |ce |les )?"
_MONTH_WORDS = "janvier|vrier|mars|avril|mai|juin|juillet|ao|septembre|octobre|novembre|cembre"
_COUNTED = (
    r"(?! ?%)(?!(?: (?:à|et|ou) \d[\d ]+)? (?:soldats|militaires|hommes|femmes|enfants|troupes|combattants|personnes|euros|dollars|francs|livres|"
    r"roubles|hryvnias|km|kilomètres|mètres|hectares|tonnes|litres|kilos|kg|degrés|mégawatts|habitants|emplois|salariés|"
    r"logements|places|manifestants|policiers|gendarmes|morts|blessés|victimes|réfugiés|migrants|passagers|visiteurs|"
    r"spectateurs|électeurs|élèves|étudiants|candidats|voix|signatures|exemplaires|pages|mots|points|fois|heures|"
    r"véhicules|chars|avions|navires|entreprises|communes|cas|m²|m2)\b)"
)
# What a bare year may stand behind: a preposition, another year, or a thing that is told apart by its year.
_YEAR_AFTER = "|".join(
    rf"(?<=\b{word} )"
    for word in (
        "en", "depuis", "dès", "de", "du", "avant", "après", "jusqu'en", "jusqu'à", "d'ici", "d'ici à", "pour", "et en", "à",
        r"[12]\d\d\d et", r"[12]\d\d\d ou", r"[12]\d\d\d,", "mondial", "euro", "jo", "présidentielle", "législatives",
        "municipales", "élections", "budget", "édition", "exercice", "olympiques",
    )
) + r"|(?<=\bd')|(?<=\()"  # fmt: skip
_SEASON = r"(?P<season>printemps|été|automne|hiver)"
_SEASONS = "printemps|été|automne|hiver"

TABLE: tuple[Row, ...] = (
    # days of the calendar
    Row("september_11", "le 11-Septembre", "septembre", r"(?:le |du )?11-septembre", spans.september_11),
    Row("range", "du 3 au 7 janvier", _MONTH_WORDS,
        rf"(?:du|entre le|"
        rf"de) (?:(?:{DAYS}) )?(?P<first>{_DAY})(?: (?P<first_month>{MONTHS}))?(?: (?P<first_year>[12]\d{{3}}))? (?:au|et le|à) "
        rf"(?:(?:{DAYS}) )?(?P<day>{_DAY}) {_MONTH}{_YEAR}", days.day_range, True),
    Row("range_of_days", "les 18 et 19 janvier", _MONTH_WORDS,
        rf"(?:les |des |aux |"
        rf"ces )?(?:(?:{DAYS}) )?(?P<first>{_DAY})(?:, (?:{_DAY})){{0,4}}(?P<first_month>)(?P<first_year>)"
        rf"(?: (?:et|ou|au|-|–) |[-–])(?:(?:{DAYS}) )?(?P<day>{_DAY}) {_MONTH}{_YEAR}", days.day_range),
    Row("range_dashed", "14 juin-14 juillet", _MONTH_WORDS,
        rf"(?P<first>{_DAY}) (?P<first_month>{MONTHS})(?: (?P<first_year>[12]\d{{3}}))? ?[-–] ?(?P<day>{_DAY}) {_MONTH}{_YEAR}",
        days.day_range, True),
    Row("date", "le 18 janvier 2022", _MONTH_WORDS,
        rf"{_ON}(?P<day>{_DAY}|(?:{_SPELLED}))[ -]{_MONTH}{_YEAR}{_SIDE}{_PART}", days.full_date),
    Row("day_listed", "le 3 et le 7 mars", _MONTH_WORDS,
        rf"(?:le |les )(?:(?:{DAYS}) )?(?P<day>{_DAY})(?=(?:, (?:le )?{_DAY}){{0,3}},? (?:et|puis|ou) (?:le |"
        rf"du )?{_DAY} "
        rf"(?P<month>{MONTHS})(?: (?P<year>[12]\d{{3}}))?)(?P<side>)", days.full_date),
    Row("numeric", "18/01/2022", "/|.|-",
        r"(?:le |du |au )?(?P<day>0?[1-9]|[12]\d|3[01])(?P<sep>[/.-])(?P<month>0?[1-9]|"
        r"1[0-2])(?P=sep)(?P<year>[12]\d{3}|\d\d)(?![\d/.-]\d)",
        days.numeric_date),
    Row("numeric_short", "le 18/01", "/",
        r"(?:le |du |au |ce )(?P<day>0?[1-9]|[12]\d|3[01])/(?P<month>0?[1-9]|"
        r"1[0-2])(?P<year>)(?![\d/])", days.numeric_date),
    Row("iso", "2022-01-18", "-", r"[12]\d{3}-[01]\d-[0-3]\d", days.iso_date),
    Row("weekday_range", "de mardi à jeudi", "di |manche ",
        rf"(?:de|du|entre) (?P<first>{DAYS})(?: (?:matin|soir))? (?:à|au|"
        rf"et) {_WEEKDAY}{_PART}", days.weekday_range, True),
    Row("night", "dans la nuit de lundi à mardi", "nuit",
        rf"(?:la nuit de|la nuit du) (?P<first>{DAYS}) (?:à|au) {_WEEKDAY}", days.weekday_range, True),
    Row("weekday_of_month", "mardi 18", "di |manche ", rf"(?:le |ce |du |de )?{_WEEKDAY} (?P<day>1er|[12]?\d|"
        rf"3[01]){_PART}"
        r"(?! ?(?:h\b|heures|%|soldats|[a-zé]+ers? ))(?![.,:]\d)", days.day_of_month),
    Row("weekday", "vendredi", "di|dimanche", rf"(?:ce |le |"
        rf"la nuit de )?{_WEEKDAY}{_SIDE}{_PART}{_SIDE.replace('side', 'side_after')}",
        days.weekday),
    Row("day_of_month", "le 18", "le ", r"(?:le|ce) (?P<day>1er|[12]\d|3[01]|[2-9])(?P<weekday>)(?=[,;]| (?:à|au|"
        r"en|dans|puis|a|ont|est|sera|"
        r"avant|après|lors) |[.](?:\s|$))(?! (?:à|au) \d)", days.day_of_month),
    # deictic days
    Row("today", "aujourd'hui", "aujourd|ce ", r"(?:aujourd'hui|(?<!à )ce jour(?!-)|ce matin|ce midi|cet après-midi|"
        r"ce soir)", count.days_away(0)),
    Row("tonight", "cette nuit", "nuit", r"cette nuit", count.days_away(0)),
    Row("last_night", "la nuit dernière", "nuit", r"la nuit (?:dernière|passée)", count.days_away(-1)),
    Row("part_of_day", "dans la soirée", "journée|soirée|matinée|nuit|après-midi|aube",
        r"(?:(?:plus tôt|plus tard|un peu plus tôt|auparavant) )?dans (?:la (?:journée|soirée|matinée|nuit(?! d[e'u]))|l'après-midi)|"
        r"en (?:fin|début) de (?:journée|soirée|matinée)|l'aube", count.that_day),
    Row("yesterday", "hier", "hier", rf"hier{_PART}", count.days_away(-1)),
    Row("before_yesterday", "avant-hier", "hier", rf"avant-hier{_PART}", count.days_away(-2)),
    Row("tomorrow", "demain", "demain", rf"demain{_PART}", count.days_away(1)),
    Row("after_tomorrow", "après-demain", "demain", rf"après-demain{_PART}", count.days_away(2)),
    # days told from another
    Row("eve", "la veille", "veille", r"la veille(?: au (?:soir|matin))?(?! d[e'u])", count.from_previous(-1), True),
    Row("morrow", "le lendemain", "lendemain", r"le lendemain(?: (?:matin|soir|"
        r"après-midi))?(?! d[e'u])", count.from_previous(1), True),
    Row("same_day", "le même jour", "jour|soir|matin|nuit|-là", r"(?:le même (?:jour|soir|matin)|la même nuit|le jour même|ce (?:jour|soir|matin)-là|cette nuit-là|ce (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)-là)",
        count.from_previous(0), True),
    Row("two_days_before", "l'avant-veille", "veille", r"l'avant-veille", count.from_previous(-2), True),
    Row("two_days_after", "le surlendemain", "surlendemain", r"le surlendemain", count.from_previous(2), True),
    Row("earlier", "trois jours plus tôt", "plus tôt|auparavant|avant",
        rf"{_COUNT} ?{_UNIT} (?:plus tôt|auparavant|avant(?! d|\s\w))", count.counted(-1, anchored=True), True),
    Row("later", "deux semaines plus tard", "plus tard|après", rf"{_COUNT} ?{_UNIT} (?:plus tard|après(?=[,.;]))",
        count.counted(1, anchored=True), True),
    Row("ago", "il y a trois jours", "il y a|voici|voilà", rf"(?:il y a|voici|voilà)(?: (?:tout juste|à peine|"
        rf"environ|près de|plus de|déjà))? {_COUNT} ?{_UNIT}"
        r"(?! (?:de |d'|que ))", count.counted(-1), True),
    Row("in", "dans deux semaines", "dans|d'ici|sous", rf"(?:dans|d'ici|d'ici à|sous)(?: (?:les|"
        rf"environ))? {_COUNT} ?{_UNIT}(?! (?:suiv|d'|qui|précéd))", count.counted(1), True),
    Row("in_hours", "dans les prochaines heures", "heures", r"(?:dans|d'ici|lors|au cours)?(?: des|"
        r" les)? ?(?:prochaines|toutes prochaines) heures",
        count.days_between(0, 1, vague=True), True),
    Row("coming_days", "dans les prochains jours", "jours",
        r"(?:(?:dans|au cours|lors|pendant|d'ici)(?: des| les) |les |ces )?(?:(?:tout )?prochains jours|"
        r"jours à venir|jours qui viennent|prochains \d jours)",
        count.days_between(0, 7, vague=True), True),
    Row("coming_weeks", "dans les prochaines semaines", "semaines",
        r"(?:(?:dans|au cours|lors|pendant|d'ici)(?: des| les) |les |ces )?(?:prochaines semaines|semaines à venir|"
        r"semaines qui viennent)",
        count.days_between(0, 30, vague=True), True),
    Row("coming_months", "dans les prochains mois", "mois",
        r"(?:(?:dans|au cours|lors|pendant|d'ici)(?: des| les) |les |ces )?(?:prochains mois|mois à venir|"
        r"mois qui viennent)",
        count.days_between(0, 150, vague=True), True),
    Row("coming_years", "dans les prochaines années", "années",
        r"(?:(?:dans|au cours|lors|pendant|d'ici)(?: des| les) |les |ces )?(?:prochaines années|années à venir)",
        count.days_between(0, 1500, vague=True), True),
    Row("past_counted", "au cours des trois derniers mois", "derni",
        r"(?:(?:au cours|lors|durant|pendant|depuis|dans)(?: des| les) |les |ces )?(?P<count>\d{1,3}|deux|trois|"
        r"quatre|cinq|six|sept|huit|neuf|dix|douze|quinze) "
        r"derni[eè]re?s (?P<unit>heures|jours|semaines|mois|années|ans)", count.past_counted, True),
    Row("past_days", "ces derniers jours", "derni|passés",
        r"(?:(?:au cours|lors|durant|pendant|depuis|dans)(?: de| des| les)? (?:ces |quelques )?|"
        r"ces )(?:tout )?(?:derniers jours|dernières heures|quelques jours)",
        count.days_between(-7, 0, vague=True), True),
    Row("past_weeks", "ces dernières semaines", "derni",
        r"(?:(?:au cours|lors|durant|pendant|depuis|dans)(?: de| des| les)? (?:ces |quelques )?|"
        r"ces )dernières semaines",
        count.days_between(-30, 0, vague=True), True),
    Row("past_months", "ces derniers mois", "derni",
        r"(?:(?:au cours|lors|durant|pendant|depuis|dans)(?: de| des| les)? (?:ces |quelques )?|ces )derniers mois",
        count.days_between(-150, 0, vague=True), True),
    Row("past_years", "ces dernières années", "derni",
        r"(?:(?:au cours|lors|durant|pendant|depuis|dans)(?: de| des| les)? (?:ces |quelques )?|"
        r"ces )dernières années",
        count.days_between(-1500, 0, vague=True), True),
    # weeks
    Row("week", "la semaine dernière", "semaine",
        r"(?:(?P<part>(?:le |la |en |au )?(?:début|fin|milieu)) d(?:e |e la |')?)?(?:cette semaine|"
        r"(?:la )?semaine (?P<side>dernière|passée|prochaine|suivante|"
        r"précédente|d'avant|d'après|en cours))", spans.week),
    Row("part_of_week", "en fin de semaine", "semaine", r"(?:en |au |à la )(?P<part>début|fin|"
        r"milieu) de (?:la )?semaine(?P<side>)", spans.week),
    Row("weekend", "ce week-end", "week|fin de semaine", r"(?P<which>ce|le|du|au cours du|durant le|"
        r"pendant le) (?:long )?week-?end"
        r"(?: (?P<side>dernier|passé|prochain|suivant|précédent))?", spans.weekend),
    # months
    Row("month_range", "de janvier à mars 2021", _MONTH_WORDS,
        rf"(?:de |d'|entre )(?:(?:début|mi-?|"
        rf"fin) ?)?(?P<first_month>{MONTHS})(?: (?P<first_year>[12]\d{{3}}))? (?:à|et) (?:(?:début|mi-?|"
        rf"fin) ?)?{_MONTH}{_YEAR}",
        spans.month_range, True),
    Row("month_pair", "février et mars", _MONTH_WORDS, rf"(?P<first_month>{MONTHS})(?P<first_year>)(?: (?:et|ou|-|–) |[-–/]){_MONTH}{_YEAR}", spans.month_range),
    Row("month", "mi-février", _MONTH_WORDS,
        r"(?:(?P<part>(?:la |le |le tout )?(?:mi-?|tout début|début|milieu|fin|courant|"
        r"dans le courant)) ?(?:(?:du mois|de mois) )?(?:de |d'|du )?)?(?:(?:au |le |du |ce )?mois (?:de |d'))?"
        rf"{_MONTH}{_YEAR}{_SIDE}(?! ?(?:macron|dernier rappel))", spans.whole_month),
    Row("may_68", "mai 68", "mai ", r"mai (?P<short>68|81)", spans.short_year_month),
    Row("this_month", "ce mois-ci", "mois", r"(?:ce mois-ci|ce mois(?! de| d')|"
        r"le mois en cours)", count.months_away(0)),
    Row("part_of_this_month", "fin du mois", "mois", r"(?:(?:à |en )?(?:la |le |au )?)(?P<part>fin|début|"
        r"milieu|mi) (?:du|de ce|de) mois(?: (?P<side>dernier|prochain))?"
        r"(?! d)", spans.part_of_this_month),
    Row("last_month", "le mois dernier", "mois", r"(?:le |du |au )?mois (?:dernier|passé)", count.months_away(-1)),
    Row("next_month", "le mois prochain", "mois", r"(?:le |du |au )?mois prochain", count.months_away(1)),
    Row("month_told", "le mois suivant", "mois", r"(?:le |du |au )?mois (?P<side>suivant|précédent|d'après|"
        r"d'avant)", count.months_from_previous, True),
    # parts of a year
    Row("season", "au printemps 2021", _SEASONS,
        rf"(?:(?P<part>(?:à la |le |la |au |en )?(?:début|milieu|fin)) (?:de l'|du |de |d'))?(?:au |l'|à l'|le |"
        rf"cet |ce |du |d'|en )?{_SEASON}"
        r"(?: (?:de )?(?P<year>[12]\d{3})(?:[-/](?P<to>\d{2,4}))?)(?P<side>)(?P<this>)", spans.season),
    Row("season_deictic", "l'été dernier", _SEASONS, rf"(?:(?P<this>cet|ce) |l'|le |au |à l'|de l'|du ){_SEASON} ?(?P<side>derni[eè]re?|prochain|passé|suivant)(?P<year>)(?P<to>)(?P<part>)",
        spans.season),
    Row("this_season", "cet été", _SEASONS, rf"(?P<this>cet|"
        rf"ce) {_SEASON}(?P<side>)(?P<year>)(?P<to>)(?P<part>)", spans.season),
    Row("bare_season", "au printemps", _SEASONS, r"(?:au (?P<season>printemps)|(?:à|durant|pendant|dès|avant|après|"
        r"pour|depuis|de|fin de|début de) l'(?P<season_b>automne|hiver|été)|en (?P<season_c>automne|hiver))"
        r"(?! [12]\d{3})(?P<side>)(?P<year>)(?P<to>)(?P<part>)(?P<this>)", spans.season),
    Row("quarter", "au premier trimestre 2022", "trimestre|semestre",
        r"(?:le |au |du )?(?P<number>premier|1er|deuxième|second|2e|2ème|troisième|3e|quatrième|dernier|"
        r"4e) (?P<unit>trimestre|semestre)(?: (?:de )?(?P<year>[12]\d{3}))?", spans.quarter),
    # years
    Row("year_range", "entre 2014 et 2016", "1|2", r"(?:entre |de )(?P<first>1[5-9]\d\d|20\d\d) (?:et|"
        r"à) (?P<year>1[5-9]\d\d|20\d\d)(?![\d.,]\d)" + _COUNTED, spans.year_range, True),
    Row("years_joined", "2014-2015", "-|/", r"(?P<first>1[89]\d\d|20\d\d)[-–/](?P<year>1[89]\d\d|20\d\d|"
        r"\d\d)(?![\d-])", spans.year_range, True),
    Row("decade", "les années 1990", "années", r"(?:(?:le |la |au |à la )?(?P<part>début|fin|milieu) des |les |des |"
        r"aux )?années (?P<year>1[89]\d0|20\d0|\d0)", spans.decade),
    Row("century", "le XXe siècle", "siècle", r"(?:le |au |du |ce )?(?P<roman>[xvi]{1,5})(?:e|ème|"
        r"è) siècle", spans.century),
    Row("this_year", "cette année", "année|an ", r"(?:(?P<part>(?:en |au |la |le )?(?:début|fin|milieu)) (?:de l'|d'|de ))(?:année|an)(?! (?:der|pass|proch|suiv|préc|\d))"
        r"(?P<side>)|cette année(?!-)|l'année en cours", spans.year_away),
    Row("last_year", "l'an dernier", "an |année", r"(?:(?P<part>(?:en |au |à la |la |le )?(?:début|fin|milieu)) (?:de ))?(?:l'|d')?(?:an|année) (?P<side>derni[eè]re?|passée?|prochaine?)", spans.year_away),
    Row("year_told", "l'année suivante", "année", r"(?:l'année (?P<side>suivante|précédente|d'après|d'avant)|"
        r"cette année-là|la même année)", count.years_from_previous, True),
    Row("year", "en 2014", "1|2",
        r"(?:(?P<part>(?:la |le |au |à la )?(?:début|mi-?|fin|courant)) ?(?:de l'année |de |d')?|"
        rf"{_YEAR_AFTER}|(?:(?<=\n)|(?<=• )|(?<=- )|\A)(?=\d{{4}} ?: )|l'an |(?:l')?année )"
        rf"(?P<year>1[5-9]\d\d|20\d\d)(?![.,/]\d|[\u00a0 ]\d{{3}}){_COUNTED}", spans.whole_year),
    # feasts
    Row("feast", "à Noël", "no|nouvel|jour de l|pâques|toussaint|pentec|ascension|sylvestre|assomption|épiphanie",
        r"(?:le |la |de |du |au |à )?(?P<feast>no[ëe]l|nouvel an|jour de l'an|pâques|toussaint|pentecôte|ascension|"
        r"saint-sylvestre|assomption|épiphanie|lundi de pâques|"
        r"saint-valentin|mardi gras|"
        r"vendredi saint)(?: (?:orthodoxe)?)?(?: ?(?P<year>[12]\d{3}))?(?P<side>)", spans.feast),
)  # fmt: skip

"""Dates in French."""

from __future__ import annotations

from .days import Reason
from .language import DateLanguage, Phrase, Typed

_TEXT = "«\u00a0{text}\u00a0»"
_UNREADABLE = f"{_TEXT} n’est pas une date que ce site sache lire"

FRENCH = DateLanguage(
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    month_spellings=("janv jan", "févr fév", "mar", "avr", "", "", "juil", "", "sept sep", "oct", "nov", "déc"),
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    first_of_month="1er",
    unknown="date inconnue",
    around=Phrase("vers le {date}", "vers {date}"),
    perhaps="peut-être {date}",
    approximately="{dates}, approximativement",
    between=Phrase("entre le {first} et le {last}", "entre {first} et {last}"),
    by=Phrase("au plus tard le {date}", "au plus tard en {date}"),
    since=Phrase("à partir du {date}", "à partir de {date}"),
    until=Phrase("jusqu’au {date}", "jusqu’à {date}"),
    one_of="l’un de ces jours\u00a0: {days} ou {last}",
    day_first="{date} (jour d’abord)",
    refusals={
        Reason.UNREADABLE: f"{_TEXT} n’est pas une date lisible par ce site. Écrivez un jour (2022-01-21), un mois "
        "(2022-01), une année (2022), un intervalle (2022-01-19/2022-01-21), un intervalle ouvert (../2022-01-18), un "
        "jour parmi plusieurs ([2022-01-07,2022-01-14]), ou ajoutez ~ pour une date approximative (2022-01-21~).",
        Reason.SEASON: f"{_TEXT} désigne une saison ou une partie d’année, dont les jours ne sont pas les mêmes pour "
        "tous. Écrivez les mois (2022-03/2022-05).",
        Reason.ENDS_FIRST: f"{_TEXT} finit avant de commencer.",
        Reason.NOT_UNDERSTOOD: f"{_UNREADABLE}. Écrivez-la comme on la dit (21 janvier 2022, janvier 2022, du 19 au "
        "21 janvier 2022, vers le 21 janvier 2022, avant le 18 janvier 2022, 21/01/2022) ou en EDTF "
        "(2022-01-19/2022-01-21). Laissez vide si personne ne la connaît.",
        Reason.RELATIVE: f"{_TEXT} dépend du jour où on le lit. Écrivez le jour lui-même, par exemple "
        "«\u00a021 janvier 2022\u00a0».",
        Reason.NO_YEAR: f"{_TEXT}\u00a0: écrivez aussi l’année.",
        Reason.SHORT_YEAR: f"{_TEXT}\u00a0: écrivez l’année en quatre chiffres.",
        Reason.NO_SUCH_MONTH: f"{_UNREADABLE}\u00a0: il n’y a pas de mois {{number}}. Le jour vient d’abord.",
        Reason.NO_SUCH_DAY: f"{_UNREADABLE}\u00a0: il n’y a pas de {{number}} en {{month}}.",
        Reason.OTHER_WEEKDAY: f"{_TEXT}\u00a0: le {{date}} était un {{weekday}}. Lequel des deux est juste\u00a0?",
    },
    relative_days=("hier", "avant-hier", "aujourd'hui", "demain", "apres-demain", "maintenant", "ce jour"),
    typed=Typed(
        on="le ",
        on_figures="le ",
        article="le ",
        ordinal="er",
        in_month="en ",
        in_year="en |l'annee ",
        about=r"vers|environ|autour d[eu]|aux (?:alentours|environs) d[eu]|circa|ca?\.",
        about_after=" environ| approximativement",
        perhaps="peut-etre",
        before="avant",
        after="apres",
        until="au plus tard|jusqu'(?:au?|en)|d'ici",
        since="depuis|a partir d[eu]|des",
        between="entre",
        and_="et",
        from_="du |des? |d'",
        to="jusqu'au|jusqu'a|au|a",
        or_="ou",
    ),
)

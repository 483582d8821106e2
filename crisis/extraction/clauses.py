"""Where a new clause begins within a sentence: subordinators, relative pronouns, a second finite verb.

No parser stands behind this. A clause begins at a word that opens one, or at the "et" or the comma before
a finite verb that has another before it in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from crisis.extraction.page import Page
from crisis.extraction.structure import Block

_OPENERS = {
    "fr": re.compile(
        r";|:(?= )| [–—-](?= )|[()]|(?<=[\w»”\"),])(?: (?:"
        r"mais|et que|et qu'|alors que|alors qu'|tandis que|tandis qu'|pendant que|après que|après qu'|avant que|"
        r"avant qu'|où|dont|"
        r"puisque|puisqu'|car|parce que|parce qu'|bien que|bien qu'|lorsque|lorsqu'|quand|qui|lequel|laquelle|"
        r"lesquels|"
        r"après (?:avoir|s'être|être|un|une|des|les?|la|l'|son|sa|leur)|avant (?:d'|de|un|une|des|les?|la|l'|son|sa)|"
        r"afin d[e']|avec lequel|avec laquelle|avec qui|pour (?=(?:y |s'|se |l')?\w+(?:er|ir|re|oir)\b)"
        r"))(?=[ ']|(?<='))"
    ),
    "en": re.compile(
        r";|:(?= )| [–—-](?= )|[()]|(?<=[\w”\"),])(?: (?:"
        r"but|while|whereas|which|who|whose|where|when|because|although|though|after|before|following|ahead of|"
        r"as (?=(?:the|he|she|they|it|[a-z]+ (?:has|have|had|was|were|is|are))\b)))(?= )"
    ),
}  # fmt: skip
_LINK = re.compile(
    r"(?:,| et| ou| puis| mais|, et|, puis| and| but|, and)"
    r"((?: (?:ne |n'|se |s'|l'|y |en |lui |leur |les |il |elle |ils |elles |on |a |also |then |he |she |they |it |"
    r"later "
    r"|ensuite |aussi |également ))*) ?$"
)
_BEFORE_SUBJECT = re.compile(
    r"(?:,| et| and|, et|, and| mais|, tandis que)(?: (?:le |la |les |l'|son |sa |the |m\. ))? ?$"
)


def clause_starts(page: Page, sentence: Block) -> Iterator[int]:
    """Positions, in code points, at which a clause of a sentence begins; not in order."""
    for match in _OPENERS[page.language].finditer(page.folded, sentence.start, sentence.end):
        if match.start() > sentence.start + 3:
            yield match.start() + 1
    finite = [placed for placed in page.verbs_in(sentence.start, sentence.end) if placed.verb.finite]
    for earlier, later in pairwise(finite):
        if page.is_quoted(later.start):
            continue
        before = page.folded[max(earlier.end, later.start - 40) : later.start]
        if link := _LINK.search(before):
            yield later.start - len(before) + link.start() + 1
            continue
        names = [name for name in page.names_in(earlier.end, later.start) if later.start - name.end <= 12]
        for name in names[:1]:
            if link := _BEFORE_SUBJECT.search(page.folded, max(earlier.end, name.start - 14), name.start):
                yield link.start() + 1

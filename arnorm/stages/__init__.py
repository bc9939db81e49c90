"""The catalogue: every stage, in the order in which a pipeline would usually run them."""

from arnorm.stages.collapse_spaces import collapse_spaces
from arnorm.stages.drop_lines import drop_lines
from arnorm.stages.expand_presentation_forms import expand_presentation_forms
from arnorm.stages.join_waw import join_waw
from arnorm.stages.limit_repeats import limit_repeats
from arnorm.stages.mask_entities import mask_entities
from arnorm.stages.normalize_unicode import normalize_unicode
from arnorm.stages.pair_quotes import pair_quotes
from arnorm.stages.repair_html import repair_html
from arnorm.stages.repair_mojibake import repair_mojibake
from arnorm.stages.space_punctuation import space_punctuation
from arnorm.stages.split_sentences import split_sentences
from arnorm.stages.strip_diacritics import strip_diacritics
from arnorm.stages.strip_digits import strip_digits
from arnorm.stages.strip_foreign import strip_foreign
from arnorm.stages.strip_html import strip_html
from arnorm.stages.strip_invisible import strip_invisible
from arnorm.stages.strip_punctuation import strip_punctuation
from arnorm.stages.strip_tatweel import strip_tatweel
from arnorm.stages.tokenize_words import tokenize_words
from arnorm.stages.transliterate import transliterate
from arnorm.stages.unify_alef import unify_alef
from arnorm.stages.unify_digits import unify_digits
from arnorm.stages.unify_hamza import unify_hamza
from arnorm.stages.unify_letters import unify_letters
from arnorm.stages.unify_punctuation import unify_punctuation
from arnorm.stages.unify_teh_marbuta import unify_teh_marbuta
from arnorm.stages.unify_yeh import unify_yeh
from arnorm.stages.unwrap_lines import unwrap_lines

CATALOGUE = (
    repair_mojibake,
    repair_html,
    strip_html,
    expand_presentation_forms,
    strip_invisible,
    strip_tatweel,
    unify_letters,
    strip_diacritics,
    normalize_unicode,
    unify_alef,
    unify_yeh,
    unify_teh_marbuta,
    unify_hamza,
    unify_digits,
    unify_punctuation,
    mask_entities,
    limit_repeats,
    strip_foreign,
    strip_digits,
    pair_quotes,
    join_waw,
    collapse_spaces,
    space_punctuation,
    unwrap_lines,
    split_sentences,
    strip_punctuation,
    tokenize_words,
    drop_lines,
    transliterate,
)

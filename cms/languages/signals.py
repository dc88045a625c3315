"""What Freistadt tells other code about translations. docs/addon.md says more."""

from django.dispatch import Signal

#: How a live translation stands to its original has changed: once for each change of its TranslationState, when that
#: is written, within the transaction that publishes or unpublishes. The sender is the class of the page. Arguments:
#:
#: - `instance`: the translation
#: - `state`: its TranslationState; None if it is not public any more
#: - `former`: the state as it was before; None if it was not public
translation_state_changed = Signal()

#: A translation was published, for the first time or again, and its state is known. The sender is the class of the
#: page. Arguments:
#:
#: - `instance`: the translation
#: - `original`: its original, of its own type
#: - `revision`: what was published; None if that is not known
translation_published = Signal()

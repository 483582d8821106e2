"""Changes of labels and help texts, which no table holds."""

from django.db.migrations import SeparateDatabaseAndState


class Texts(SeparateDatabaseAndState):
    """Many of them at once. The models are made anew once afterwards, not once for each: that took seconds."""

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)

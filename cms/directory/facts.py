"""Facts of a snippet are shared by all its versions: they are those of the original, whichever version is saved."""

from django.db import models, transaction

from cms.languages.facts import fact_names


class SharedFactsMixin(models.Model):
    """For translatable snippets, before their other bases.

    The original is the version with the lowest id, as with pages. Words stay as they are.
    """

    class Meta:
        abstract = True

    def versions(self):
        """All saved versions, the original first."""
        return type(self)._default_manager.filter(translation_key=self.translation_key).order_by("pk")

    def find_original(self):
        """The original as it is in the database; this object itself if it is that, or will be once it is saved."""
        first = self.versions().first()
        return self if first is None or first.pk == self.pk else first

    def take_facts(self, original) -> None:
        """Set the facts to those of the original, without saving."""
        fields, relations = fact_names(type(self))
        for name in fields:
            attname = self._meta.get_field(name).attname
            setattr(self, attname, getattr(original, attname))
        for name in relations:
            if _child_values(self, name) != _child_values(original, name):
                original.copy_child_relation(name, self)

    @transaction.atomic
    def save(self, *args, **kwargs):
        original = self.find_original()
        if original is not self:
            self.take_facts(original)
        super().save(*args, **kwargs)
        if original is self:
            for translation in self.versions().exclude(pk=self.pk):
                translation.take_facts(self)
                # As it is, past what a subclass does when somebody saves a translation.
                super(SharedFactsMixin, translation).save()


def _child_values(parent: models.Model, name: str) -> list[tuple]:
    """What the children of a relation say, in their order."""
    relation = parent._meta.get_field(name)
    own = {relation.related_model._meta.pk.attname, relation.field.attname}
    names = [f.attname for f in relation.related_model._meta.concrete_fields if f.attname not in own]
    return [tuple(getattr(child, n) for n in names) for child in getattr(parent, name).all()]

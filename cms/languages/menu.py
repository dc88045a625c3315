"""The menu of a site: what is directly below its home page."""

from .groups import Version
from .reader import Reader


def menu(reader: Reader) -> list[Version]:
    """The pages directly below the home page that are to be in menus, in the tree's order, as they are listed."""
    home = reader.addresses.home
    homes = {version.path for version in reader.groups[home.translation_key].versions}
    entries = [v for v in reader.addresses.in_menu if v.parent_path in homes and v.show_in_menus]
    groups = reader.groups.get_many(entry.translation_key for entry in sorted(entries, key=lambda entry: entry.path))
    return [version for group in groups.values() if (version := reader.listed(group))]

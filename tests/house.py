"""The contracts of the house, for import-linter: which room may import which, and the one door to each library."""

import sys
from fnmatch import fnmatch

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

ROOTS = ("accounts", "desktop", "office", "scheduler")


def _inside(module: str, rooms: list[str]) -> bool:
    return any(fnmatch(module, room) or fnmatch(module, f"{room}.*") for room in rooms)


class _DirectImports(Contract):
    """A contract over direct imports, which names each one that breaks it by file and line."""

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        broken = [
            {"importer": importer, "imported": imported, **detail}
            for importer in sorted(graph.modules)
            if importer.startswith(ROOTS)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if not self.allows(importer, imported)
            for detail in (graph.get_import_details(importer=importer, imported=imported) or [{}])
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for found in check.metadata["broken"]:
            where = f"{found['importer']}:{found.get('line_number', '?')}"
            output.print_error(
                f"{where} imports {found['imported']}: {found.get('line_contents', '').strip()}"
            )

    def allows(self, importer: str, imported: str) -> bool:
        raise NotImplementedError


class RoomContract(_DirectImports):
    """What a room may import of ours (`may_import`), of others (`outside`), and never (`never`)."""

    room = fields.ListField(subfield=fields.StringField())
    except_rooms = fields.ListField(subfield=fields.StringField(), required=False)
    may_import = fields.ListField(subfield=fields.StringField())
    outside = fields.StringField(required=False)
    never = fields.ListField(subfield=fields.StringField(), required=False)

    def allows(self, importer: str, imported: str) -> bool:
        if not _inside(importer, self.room) or _inside(importer, self.except_rooms or []):
            return True
        top = imported.split(".", maxsplit=1)[0]
        if top in ROOTS:
            return _inside(imported, self.may_import)
        if _inside(imported, self.never or []):
            return False
        return self.outside != "standard library" or top in sys.stdlib_module_names


class DoorContract(_DirectImports):
    """Only the modules named by `doors` import these libraries; those named by `without` do not, though inside one."""

    libraries = fields.ListField(subfield=fields.StringField())
    doors = fields.ListField(subfield=fields.StringField())
    without = fields.ListField(subfield=fields.StringField(), required=False)

    def allows(self, importer: str, imported: str) -> bool:
        if not _inside(imported, self.libraries):
            return True
        return _inside(importer, self.doors) and not _inside(importer, self.without or [])

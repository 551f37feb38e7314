"""Put prompts/ inside the wheel. An editable install reads the folder at the checkout: a copy there would go stale."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KINDS = (".toml", ".j2", ".md")  # and nothing an editor leaves behind


class PromptsHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        for file in sorted((root / "prompts").rglob("*")):
            if file.suffix in KINDS and file.is_file() and not file.name.startswith((".", "#")):
                build_data["force_include"][str(file)] = f"k1chat/{file.relative_to(root).as_posix()}"
